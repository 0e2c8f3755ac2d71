import { describe, expect, it } from 'vitest';
import type { Deploy } from '../../../src/domain/deploys/history.ts';
import { isAlarmContradicted } from '../../../src/domain/diagnosis/alarm-proof.ts';
import { diagnoseErrors } from '../../../src/domain/diagnosis/errors.ts';
import { diagnoseSpeed } from '../../../src/domain/diagnosis/speed.ts';
import type { Collected } from '../../../src/domain/evidence/findings.ts';
import type { VitalReading } from '../../../src/domain/speed/findings.ts';
import {
  answer,
  at,
  badDeploy,
  bot,
  cache,
  correlation,
  deployed,
  down,
  images,
  onset,
  pageSpeed,
  rate,
  recovered,
  slow,
  tie,
} from './collected.ts';

const minute = 60_000;
const errors = (collected: Collected) => diagnoseErrors(collected, []);
const allTexts = (collected: Collected) =>
  errors(collected)
    .ranked.flatMap((one) => [...one.for, ...one.against])
    .map(({ text }) => text.en)
    .join('\n');

describe('an answer contradicts a false alarm', () => {
  const judged = (verdicts: Readonly<Record<string, string>>, explained?: boolean) =>
    isAlarmContradicted(
      Object.fromEntries(
        Object.entries(verdicts).map(([id, verdict]) => [id, answer(null, verdict as 'bad')]),
      ),
      explained,
    );

  it('where one among others says that something is wrong', () => {
    expect(judged({ 'site-up': 'ok', dependencies: 'bad' })).toBe(true);
  });

  it.each(['ok', 'warn', 'no-data', 'unknown'])('not where it says %s', (verdict) => {
    expect(judged({ dependencies: verdict, 'error-rate': verdict })).toBe(false);
  });

  it.each(['error-types', 'correlation', 'release-split', 'affected-users', 'browser-split'])(
    'not where it is %s, which tells of what kind the errors were',
    (id) => {
      expect(judged({ [id]: 'bad' })).toBe(false);
    },
  );

  it.each(['error-rate', 'error-onset'])(
    'where it is %s, unless its counts are explained',
    (id) => {
      expect(judged({ [id]: 'bad' })).toBe(true);
      expect(judged({ [id]: 'bad' }, true)).toBe(false);
    },
  );

  it('where it is no count, whatever explains the counts', () => {
    expect(judged({ 'error-rate': 'bad', dependencies: 'bad' }, true)).toBe(true);
  });

  it('not where nothing was asked', () => {
    expect(judged({})).toBe(false);
  });
});

describe('errors that ended are a false alarm', () => {
  it('where nothing says that something is wrong now', () => {
    expect(errors(recovered).recommended).toBe('false-alarm');
  });

  it.each([
    ['the error rate is bad still', { 'error-rate': answer(rate(), 'bad') }],
    ['a dependency is down', { dependencies: answer({ dependencies: [down(0.01)] }) }],
    ['the errors began anew', { 'error-onset': answer(onset(), 'bad') }],
  ] as const)('but not where %s', (_, change) => {
    const found = errors({ ...recovered, ...change });
    expect(found.recommended).not.toBe('false-alarm');
    expect(found.response.kind).not.toBe('watch');
  });

  it('and so are those of a program, though its errors go on', () => {
    expect(errors(bot).recommended).toBe('false-alarm');
  });
});

describe('a source that fell silent', () => {
  const silent = onset({ endedAt: null, silentSince: at - 7 * minute });

  it('is no end: the deploy that brought the errors goes back', () => {
    const collected = { ...badDeploy, 'error-onset': answer(silent) };
    expect(errors(collected).response).toMatchObject({ kind: 'rollback', version: 'v1.2.2' });
    expect(allTexts(collected)).toContain('Sentry is silent');
    expect(allTexts(collected)).not.toContain('ended by themselves');
  });

  it('proves no false alarm, however low its counts', () => {
    const calm: Collected = {
      ...recovered,
      'error-rate': answer(rate({ rate: 0.2, recentRate: 0 }), 'ok'),
    };
    const flat = { at: null, between: null };
    const heard = { ...calm, 'error-onset': answer(onset(flat), 'ok') };
    expect(errors(heard).recommended).toBe('false-alarm');
    const unheard = {
      ...calm,
      'error-onset': answer(onset({ ...flat, silentSince: at - 9 * minute }), 'warn'),
    };
    expect(errors(unheard).recommended).toBe('cause-not-seen');
  });
});

describe('an end of errors', () => {
  const run = (version: string, ended: number): Deploy => ({
    runId: 9,
    version,
    environment: 'production',
    actor: 'jisoo',
    at: ended - 4 * minute,
    endedAt: ended,
    conclusion: 'success',
    status: 'completed',
    url: '',
  });
  const rolledBack = (ended: number): Collected => ({
    ...recovered,
    correlation: answer(correlation()),
    'recent-deploys': answer(deployed({ served: 'v1.2.2', deploys: [run('v1.2.2', ended)] }), 'ok'),
  });

  it('as a colleague rolled back is that of the bad deploy', () => {
    const found = errors(rolledBack(at - 9 * minute));
    expect(found).toMatchObject({
      recommended: 'recent-deployment',
      response: { kind: 'watch' },
    });
    expect(found.why.map(({ en }) => en).join()).toContain('as v1.2.2 went live');
  });

  it('long before or after another deploy is nobody’s doing', () => {
    for (const ended of [at - 40 * minute, at - minute]) {
      expect(errors(rolledBack(ended)).recommended).toBe('false-alarm');
    }
  });

  it('at the very run that is suspected is not its cure', () => {
    const collected = rolledBack(at - 9 * minute);
    const suspect = { ...tie(), runId: 9 };
    const same = { ...collected, correlation: answer(correlation({ suspect })) };
    expect(errors(same).recommended).toBe('false-alarm');
  });
});

describe('slow pages: the worst vital decides', () => {
  const lcp: VitalReading = { vital: 'lcp', value: 1900, rating: 'good' };
  const page = (verdict: 'ok' | 'warn' | 'bad', ...reported: VitalReading[]) =>
    answer({ ...pageSpeed(1900), reported: [lcp, ...reported] }, verdict);
  const speed = (change: Collected) => diagnoseSpeed({ ...slow, ...change }, []);

  it.each([
    { vital: 'inp', value: 740, rating: 'poor' },
    { vital: 'cls', value: 0.44, rating: 'poor' },
  ] as const)('a poor $vital beside a good LCP is no false alarm', (poor) => {
    const found = speed({ 'page-speed': page('bad', poor) });
    expect(found.recommended).not.toBe('false-alarm');
    const alarm = found.ranked.find(({ hypothesis }) => hypothesis === 'false-alarm');
    expect(alarm?.against[0]?.text.en).toContain(poor.vital.toUpperCase());
  });

  it('good ones beside a good LCP are one', () => {
    const good = { vital: 'inp', value: 120, rating: 'good' } as const;
    expect(speed({ 'page-speed': page('ok', good) }).recommended).toBe('false-alarm');
  });

  it('one that needs improvement is neither proof nor refutation', () => {
    const middling = { vital: 'inp', value: 310, rating: 'needs-improvement' } as const;
    expect(speed({ 'page-speed': page('warn', middling) }).recommended).toBe('cause-not-seen');
  });

  it.each([
    ['the cache', { 'cache-state': answer(cache({ originLatency: 1900 })) }],
    ['a picture', { images: answer(images(4_800_000)) }],
  ] as const)('good ones beside %s in trouble are no proof', (_, change) => {
    expect(speed({ 'page-speed': page('ok'), ...change }).recommended).not.toBe('false-alarm');
  });
});
