import { describe, expect, it } from 'vitest';
import { type AccessState, access, worstAccess } from '../../../src/domain/doctor/access.ts';
import {
  type Check,
  clockAccess,
  doctorVerdict,
  nodeAccess,
  terminalAccess,
} from '../../../src/domain/doctor/checks.ts';

describe('our clock against the servers', () => {
  const skew = (...aheadMs: number[]) =>
    clockAccess(aheadMs.map((each, index) => ({ source: `server ${index}`, aheadMs: each })));

  it.each([
    [0, 'works'],
    [120_000, 'works'],
    [-120_001, 'limited'],
    [300_000, 'limited'],
    [300_001, 'rejected'],
    [-86_400_000, 'rejected'],
  ])('ahead by %i ms: %s', (aheadMs, state) => {
    expect(skew(aheadMs).state).toBe(state);
  });

  it('says which way it is wrong, and that AWS will not have it', () => {
    expect(skew(-400_000).detail).toContain('400 s behind server 0: AWS rejects');
    expect(skew(400_000).detail).toContain('400 s ahead of');
  });

  it('believes the server that comes closest: an old cached answer is no wrong clock', () => {
    expect(skew(900_000, 1000).state).toBe('works');
    expect(skew(900_000, -901_000).detail).toContain('900 s ahead of server 0');
  });

  it('is unknown when no server told its time', () => {
    expect(skew().state).toBe('unknown');
  });
});

describe('the version of Node.js', () => {
  it.each([
    ['v20.19.0', 'works'],
    ['v22.1.0', 'works'],
    ['26.0.0-nightly', 'works'],
    ['v20.18.3', 'rejected'],
    ['v18.20.8', 'rejected'],
  ])('%s: %s', (version, state) => {
    expect(nodeAccess(version).state).toBe(state);
  });
});

describe('the terminal', () => {
  const facts = {
    terminal: true,
    columns: 80,
    rows: 24,
    colour: true,
    locale: 'ko_KR.UTF-8',
    windows: false,
  };

  it.each([
    ['80x24 with UTF-8', {}, 'works'],
    ['no terminal at all', { terminal: false, columns: 0, rows: 0, locale: undefined }, 'works'],
    ['without colour', { colour: false }, 'works'],
    ['narrow', { columns: 79 }, 'limited'],
    ['low', { rows: 23 }, 'limited'],
    ['without UTF-8', { locale: 'POSIX' }, 'limited'],
    ['without a locale', { locale: undefined }, 'limited'],
    ['without a locale on Windows', { locale: undefined, windows: true }, 'works'],
  ])('%s: %s', (_name, part, state) => {
    expect(terminalAccess({ ...facts, ...part }).state).toBe(state);
  });
});

describe('the verdict of the doctor', () => {
  const check = (state: AccessState, area: Check['area'] = 'github'): Check => ({
    area,
    name: 'token',
    ...access(state, 'detail'),
  });

  const required = (...named: string[]) => ({ areas: named, anyWay: ['slack'] });

  it.each([
    [['works', 'not-set', 'untested'], 'ok'],
    [['not-set'], 'ok'],
    [['works', 'limited'], 'warn'],
    [['limited', 'unknown'], 'unknown'],
    [['unknown', 'rejected'], 'bad'],
  ] as const)('%s: %s', (states, verdict) => {
    expect(
      doctorVerdict(
        states.map((state) => check(state)),
        required(),
      ),
    ).toBe(verdict);
  });

  it('is bad for what is not set only where it was asked for by name', () => {
    const checks = [check('not-set', 'github'), check('not-set', 'aws')];
    expect(doctorVerdict(checks, required('github'))).toBe('bad');
    expect(doctorVerdict(checks, required('site'))).toBe('ok');
  });

  it("is content with one of Slack's two ways in", () => {
    const none = [check('not-set', 'slack'), check('not-set', 'slack')];
    expect(doctorVerdict(none, required('slack'))).toBe('bad');
    const one = [check('works', 'slack'), check('not-set', 'slack')];
    expect(doctorVerdict(one, required('slack'))).toBe('ok');
  });

  it('wants all that an area of several keys needs', () => {
    const one = [check('works', 'github'), check('not-set', 'github')];
    expect(doctorVerdict(one, required('github'))).toBe('bad');
  });
});

describe('several reads of one vendor', () => {
  it('are as good as the worst of them, and say what to do about each that is so', () => {
    const found = worstAccess([
      access('works', 'fine'),
      access('limited', 'lacks a', 'grant a'),
      access('limited', 'lacks b', 'grant b'),
    ]);
    expect(found).toEqual({
      state: 'limited',
      detail: 'lacks a; lacks b',
      next: ['grant a', 'grant b'],
    });
  });

  it('say the same thing once', () => {
    const no = access('rejected', 'the key was rejected', 'set another');
    expect(worstAccess([no, no, access('unknown', 'no answer')])).toEqual(no);
  });
});
