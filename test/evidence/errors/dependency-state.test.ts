import { describe, expect, it } from 'vitest';
import type { ErrorType, ErrorTypes } from '../../../src/domain/errors/findings.ts';
import dependencies from '../../../src/evidence/errors/dependencies.ts';
import type { DependencyReads, PageState, Probed } from '../../../src/ports/dependencies.ts';
import type { Site } from '../../../src/ports/site.ts';
import { type Asked, answered, inquiryWith, recorded, stillClock } from '../../support/ask.ts';

type Written = NonNullable<NonNullable<Asked['config']>['dependencies']>;

interface Given {
  readonly list?: Written;
  readonly probe?: DependencyReads['probe'];
  readonly page?: PageState;
  readonly types?: readonly Partial<ErrorType>[] | null;
  readonly reached?: (host: string) => boolean;
  readonly controlHosts?: readonly { host: string; port: number }[];
  readonly budget?: number;
}

const one = { name: 'DiceBear', probe: 'https://api.dicebear.test/svg' };
const up: Probed = { state: 'up', detail: 'HTTP 200', answered: { status: 200, tookMs: 90 } };
const silent: Probed = { state: 'down', detail: 'did not answer', silent: true };
const controls = [
  { host: 'one.test', port: 443 },
  { host: 'two.test', port: 443 },
];

function asked(given: Given = {}) {
  const { list = [one], types = [], reached = () => true, controlHosts = controls } = given;
  const reads = recorded<DependencyReads>({
    probe: given.probe ?? (async () => up),
    statusPage: async () => given.page ?? { state: 'none', detail: 'all well' },
    fallback: async () => ({ state: 'active', detail: 'initials are drawn' }),
  });
  const site = recorded<Site>({
    reach: async ({ host }) => ({ reached: reached(host), resolved: true, tookMs: 20 }),
  });
  const clock = stillClock();
  const listed =
    types === null ? null : ({ types, events: 0, newShare: 0 } as unknown as ErrorTypes);
  const inquiry = inquiryWith({
    config: { dependencies: list },
    change: (config) => ({ ...config, health: { ...config.health, controlHosts } }),
    services: { dependencies: async () => reads, site: async () => site },
    answers: { 'error-types': answered(listed) },
    budget: given.budget ?? 5000,
    clock,
  });
  return { found: dependencies(inquiry), reads, site, clock };
}

const verdicts = (states: readonly Probed['state'][]) =>
  asked({
    list: states.map((_, i) => ({ name: `d${i}`, probe: `https://d.test:${i + 1}/` })),
    probe: async (probe) => ({
      state: states[Number(new URL(probe).port) - 1] ?? 'up',
      detail: '',
      answered: { status: 200, tookMs: 3100 },
    }),
  }).found.then(({ verdict }) => verdict);

describe('a dependency', () => {
  it('is told by our probe alone where nothing else is configured', async () => {
    const { found, reads, site, clock } = asked();
    expect((await found).value?.dependencies).toEqual([
      {
        name: 'DiceBear',
        probe: 'up',
        probeDetail: 'HTTP 200',
        answered: { status: 200, tookMs: 90 },
        statusPage: null,
        statusDetail: '',
        errors: null,
        errorShare: null,
        fallback: 'not-configured',
        fallbackDetail: '',
      },
    ]);
    expect(reads.calls.map(({ method }) => method)).toEqual(['probe']);
    expect(site.calls.map(({ args }) => args)).toEqual(controls.map((host) => [host, 3000]));
    // Control hosts are asked after the probe, and have their time on top.
    expect(clock.sleeps).toEqual([8500]);
  });

  it('is told by its status page and its fallback where they are', async () => {
    const fallbackCheck = { url: 'https://site.test/state', keyword: 'on' };
    const list = [
      { ...one, statusPage: 'https://status.test', fallback: 'initials', fallbackCheck },
    ];
    const { found, reads } = asked({ list, page: { state: 'minor', detail: 'slow' } });
    expect(await found).toMatchObject({
      verdict: 'warn',
      value: {
        dependencies: [
          {
            statusPage: 'minor',
            statusDetail: 'slow',
            fallback: 'active',
            fallbackDetail: 'initials are drawn',
          },
        ],
      },
    });
    expect(reads.calls.map(({ method, args }) => [method, args[0]])).toEqual([
      ['probe', one.probe],
      ['statusPage', { url: 'https://status.test', format: 'statuspage' }],
      ['fallback', fallbackCheck],
    ]);
  });

  it('that has a fallback nobody can check is told of it', async () => {
    const { value } = await asked({ list: [{ ...one, fallback: 'initials' }] }).found;
    expect(value?.dependencies).toMatchObject([
      { fallback: 'not-configured', fallbackDetail: 'initials' },
    ]);
  });

  it('has the errors that name it, and their share', async () => {
    const types = [
      { title: 'dicebear failed', culprit: '', level: 'error', events: 30 },
      { title: 'TypeError', culprit: '', level: 'error', events: 90 },
    ];
    const { value } = await asked({ types }).found;
    expect(value?.dependencies).toMatchObject([{ errors: 30, errorShare: 0.25 }]);
  });

  it('has no errors where the types are not known, and is told all the same', async () => {
    const { verdict, value } = await asked({ types: null }).found;
    expect(verdict).toBe('ok');
    expect(value?.dependencies).toMatchObject([{ errors: null, errorShare: null }]);
  });

  it.each([
    [5000, 4500],
    [600, 500],
  ])('of %i ms has %i, so that it is told which was silent', async (budget, timeout) => {
    const { found, reads } = asked({ budget });
    await found;
    expect(reads.calls[0]?.args[1]).toMatchObject({ timeout });
  });
});

describe('several together', () => {
  it.each<[readonly Probed['state'][], string]>([
    [['up', 'up'], 'ok'],
    [['up', 'down'], 'bad'],
    [['up', 'slow'], 'warn'],
    [['up', 'unknown'], 'warn'],
    [['unknown', 'unknown'], 'unknown'],
    [['unknown', 'slow'], 'warn'],
  ])('%j are %s', async (states, verdict) => {
    expect(await verdicts(states)).toBe(verdict);
  });

  it('that nobody could probe are a warning where one status page tells of trouble', async () => {
    const list = [
      { ...one, statusPage: 'https://status.test' },
      { name: 'Mail', probe: 'https://mail.test/' },
    ];
    const probe = async (): Promise<Probed> => ({ state: 'unknown', detail: '' });
    const page = { state: 'major', detail: '' } as const;
    expect((await asked({ list, probe, page }).found).verdict).toBe('warn');
    expect((await asked({ list, probe }).found).verdict).toBe('unknown');
  });

  it('are no data where none is configured, and nobody is asked', async () => {
    const { found, reads } = asked({ list: [] });
    expect(await found).toMatchObject({ verdict: 'no-data', lack: { code: 'no-dependency' } });
    expect(reads.calls).toEqual([]);
  });

  it('of which a status page cannot be read are not ok', async () => {
    const list = [{ ...one, statusPage: 'https://status.test' }];
    const page = { state: 'unknown', detail: '' } as const;
    expect((await asked({ list, page }).found).verdict).toBe('warn');
    expect((await asked({ list }).found).verdict).toBe('ok');
  });
});

describe('a silent one', () => {
  const probe = async () => silent;

  it('is down where one control host answers, though another does not', async () => {
    const { found, site } = asked({ probe, reached: (host) => host === 'two.test' });
    expect((await found).verdict).toBe('bad');
    // Beside the probe, and once more after its silence.
    const hosts = [...controls, ...controls];
    expect(site.calls.map(({ args }) => args)).toEqual(hosts.map((host) => [host, 3000]));
  });

  it('beside one that is up is unknown where our own network does not answer', async () => {
    const list = [one, { name: 'Mail', probe: 'https://mail.test/' }];
    const mixed = async (url: string) => (url === one.probe ? silent : up);
    const { value } = await asked({ list, probe: mixed, reached: () => false }).found;
    expect(value?.dependencies).toMatchObject([
      { probe: 'unknown', probeDetail: expect.stringContaining('our own network') },
      { probe: 'up' },
    ]);
  });

  it('is down where there is no control host', async () => {
    const { found, site } = asked({ probe, controlHosts: [] });
    expect((await found).verdict).toBe('bad');
    expect(site.calls).toEqual([]);
  });

  it('on this machine is told by control hosts on this machine alone', async () => {
    const list = [{ name: 'Local', probe: 'http://127.0.0.1:9/' }];
    const reached = () => false;
    const beyond = asked({ list, probe, reached });
    expect((await beyond.found).verdict).toBe('bad');
    expect(beyond.site.calls).toEqual([]);
    const controlHosts = [...controls, { host: '127.0.0.1', port: 8 }];
    const beside = asked({ list, probe, reached, controlHosts });
    expect((await beside.found).verdict).toBe('unknown');
    expect(beside.site.calls.map(({ args }) => args[0])).toEqual([
      { host: '127.0.0.1', port: 8 },
      { host: '127.0.0.1', port: 8 },
    ]);
  });

  it('is not asked about once more where it answered badly, nor beside each of several', async () => {
    const probed: Probed = { state: 'down', detail: 'HTTP 500' };
    const list = [one, { name: 'Mail', probe: 'https://mail.test/' }];
    const { found, site } = asked({ list, probe: async () => probed, reached: () => false });
    expect((await found).value?.dependencies).toMatchObject([{ probe: 'down' }, { probe: 'down' }]);
    expect(site.calls).toHaveLength(controls.length);
  });
});
