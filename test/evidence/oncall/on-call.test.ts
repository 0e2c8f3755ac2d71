import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { resolveConfig } from '../../../src/config/resolve.ts';
import type { Incident } from '../../../src/domain/incident/replay.ts';
import type { PagedSpan } from '../../../src/domain/oncall/paged.ts';
import { callListOf } from '../../../src/evidence/oncall/call-list.ts';
import { configWrittenAt } from '../../../src/evidence/oncall/config-written.ts';
import { escalationFor } from '../../../src/evidence/oncall/escalation.ts';
import { onCallKnown } from '../../../src/evidence/oncall/on-call.ts';
import { rotationOf, rotationOrThrow } from '../../../src/evidence/oncall/rotation.ts';
import { whoIsPaged } from '../../../src/evidence/oncall/who-is-paged.ts';
import type { OnCallService } from '../../../src/ports/on-call.ts';
import { recorded, refusing, stillClock } from '../../support/ask.ts';
import { fakeContext } from '../../support/context.ts';

const at = Date.parse('2026-11-23T03:00:00Z');
const minute = 60_000;
const home = mkdtempSync(join(tmpdir(), 'tsops-oncall-'));
afterAll(() => rmSync(home, { recursive: true }));

const rotating = {
  contacts: [
    { name: 'Minji', role: 'engineer', phone: '+82 2 1' },
    { name: 'Jisoo', role: 'tech lead', phone: '+82 2 2' },
  ],
  oncall: { start: '2026-11-02', primary: ['Minji', 'Jisoo'] },
} as const;

interface Given {
  readonly config?: Parameters<typeof resolveConfig>[0];
  readonly onCalls?: OnCallService['onCalls'];
  readonly file?: string;
  readonly signal?: AbortSignal;
}

function contextOf({
  config = rotating as never,
  onCalls = async () => null,
  file,
  signal,
}: Given = {}) {
  const service = recorded<OnCallService>({ onCalls });
  const clock = stillClock();
  const resolved = resolveConfig(config);
  const fake = fakeContext({
    config: resolved,
    clock,
    services: { onCall: async () => service },
    ...(signal && { signal }),
  });
  const loaded = async () => ({ config: resolved, file, origin: new Map() }) as never;
  return { context: { ...fake, config: loaded }, service, clock };
}

const span = (person: string, parts: Partial<PagedSpan> = {}): PagedSpan => ({
  person,
  level: 1,
  from: null,
  to: null,
  schedule: null,
  ...parts,
});

const onCall = async (given: Given = {}, onConfig?: (soFar: unknown) => void) => {
  const { context, service, clock } = contextOf(given);
  const known = await onCallKnown(context, at, at + 60 * minute, onConfig as never);
  return { known, service, clock };
};

describe('the rotation', () => {
  it('is that of the config, in its time zone; null where nobody or no start is named', async () => {
    const config = resolveConfig(rotating as never);
    expect(rotationOf(config)).toMatchObject({ zone: 'Asia/Seoul', start: '2026-11-02' });
    expect(await rotationOrThrow(contextOf().context)).toEqual(rotationOf(config));
    expect(rotationOf(resolveConfig({ oncall: { primary: ['Minji'] } }))).toBeNull();
    expect(rotationOf(resolveConfig({ oncall: { start: '2026-11-02' } as never }))).toBeNull();
    await expect(rotationOrThrow(contextOf({ config: {} }).context)).rejects.toMatchObject({
      kind: 'config',
      next: { length: 2 },
    });
  });
});

describe('when the config was written', () => {
  it('is the time of its file, and null without one that can be read', async () => {
    const file = join(home, 'config');
    writeFileSync(file, '');
    utimesSync(file, 1000.0004, 1000.0004);
    expect(await configWrittenAt(file)).toBe(1_000_000);
    expect(await configWrittenAt(undefined)).toBeNull();
    expect(await configWrittenAt(join(home, 'none'))).toBeNull();
  });
});

describe('who is on call', () => {
  it('is told by the config at once, and beside who is paged once that is known', async () => {
    const told: unknown[] = [];
    const { known, service, clock } = await onCall(
      { onCalls: async () => [span('Jisoo')] },
      (soFar) => told.push(soFar),
    );
    expect(told).toMatchObject([
      { spans: null, paging: { state: 'asking', reason: null }, problems: [] },
    ]);
    expect(known.paging).toEqual({ state: 'told', reason: null });
    expect(known.shifts.every(({ paged }) => paged === 'Jisoo')).toBe(true);
    expect(known.shifts[0]?.from).toBe(at);
    expect(known.problems).toEqual([]);
    expect(service.calls[0]?.args).toMatchObject([
      { since: at, until: at + 60 * minute },
      { timeout: 8000 },
    ]);
    expect(clock.sleeps).toEqual([8000]);
  });

  it('is told by the config alone without a token, and where the pager refuses, with its reason', async () => {
    const bare = await onCall();
    expect(bare.known).toMatchObject({ paging: { state: 'not-set', reason: null }, problems: [] });
    expect(bare.known.shifts.length).toBeGreaterThan(0);
    const { known } = await onCall({ onCalls: refusing('no scope') });
    expect(known).toMatchObject({
      paging: { state: 'unknown', reason: 'no scope' },
      problems: [{ kind: 'credentials' }],
      spans: null,
    });
  });

  it('is told by the pager alone where the config names nobody', async () => {
    const told: unknown[] = [];
    const given = { config: {}, onCalls: async () => [span('Dana')] };
    const { known } = await onCall(given, (soFar) => told.push(soFar));
    expect(told).toEqual([]);
    expect(known).toMatchObject({ rotation: null, shifts: [{ primary: 'Dana' }] });
  });

  it('is not known where neither tells, for the reason of the pager', async () => {
    await expect(onCall({ config: {} })).rejects.toMatchObject({ kind: 'config' });
    await expect(onCall({ config: {}, onCalls: refusing('no scope') })).rejects.toMatchObject({
      kind: 'credentials',
      message: 'no scope',
      next: ['tsops doctor pagerduty'],
    });
    const broken = () => Promise.reject(new Error('gone'));
    await expect(onCall({ config: {}, onCalls: broken })).rejects.toMatchObject({
      kind: 'unreachable',
    });
  });
});

describe('who is paged now', () => {
  const paged = (given: Given) => whoIsPaged(contextOf(given).context);

  it('is the pager’s word, else the config’s', async () => {
    const both = await paged({ onCalls: async () => [span('Jisoo'), span('Dana')] });
    expect(both.people.map(({ name }) => name)).toEqual(['Jisoo', 'Dana']);
    expect(both.source).toBe('PagerDuty');
    const config = await paged({});
    expect([config.people.length, config.source]).toEqual([1, 'config']);
  });

  it('is nobody where neither tells, which fails nobody; an interrupt does', async () => {
    expect(await paged({ config: {} })).toEqual({ people: [], source: null });
    const stop = AbortSignal.abort(new Error('Ctrl-C'));
    await expect(paged({ config: {}, signal: stop })).rejects.toThrow('Ctrl-C');
  });

  it('is nobody where the pager pages nobody', async () => {
    const none = await paged({ config: {}, onCalls: async () => [span('Dana', { level: 2 })] });
    expect(none.people).toEqual([]);
  });
});

describe('whom to call', () => {
  it('is told by the config alone, in the language that is asked for', async () => {
    const { context, service } = contextOf();
    const { calls, language, configWritten } = await callListOf(context);
    expect([language, configWritten]).toEqual(['en', null]);
    expect(calls.map(({ person }) => person?.name)).toContain('Jisoo');
    expect(['Minji', 'Jisoo']).toContain(calls[0]?.person?.name);
    expect(service.calls).toEqual([]);
    const options = { ...context.options, language: 'ko' } as never;
    expect((await callListOf({ ...context, options })).language).toBe('ko');
    const { context: bare } = contextOf({ config: {} });
    expect((await callListOf(bare)).calls).toHaveLength(3);
  });
});

describe('whom an unanswered page goes to next', () => {
  const incident = (parts: object = {}) =>
    ({
      severity: 'P1',
      phase: 'open',
      times: { detected: { at: at - 5 * minute }, acknowledged: null },
      ...parts,
    }) as unknown as Incident;
  const asked = (parts: object = {}, config?: Given['config']) =>
    escalationFor(incident(parts), contextOf(config ? { config } : {}).context);

  it('is told by the policy, from when it was detected', async () => {
    const { steps, next } = (await asked()) ?? {};
    expect(steps?.map(({ at: when }) => (when - at) / minute)).toEqual([-5, 10, 25]);
    expect([next, steps?.[1]?.person]).toEqual([1, 'Jisoo']);
    expect(['Minji', 'Jisoo']).toContain(steps?.[0]?.person);
    expect((await asked({}, {}))?.steps[0]?.person).toBeNull();
  });

  it('is nobody once somebody answered', async () => {
    const acknowledged = { at: at - minute };
    const answered = await asked({ times: { detected: { at: at - 5 * minute }, acknowledged } });
    expect(answered).toMatchObject({ next: null, answeredAt: at - minute });
  });

  it.each([
    [{ severity: 'P2' }, true],
    [{ severity: 'P3' }, false],
    [{ phase: 'mitigated' }, false],
    [{ phase: 'resolved' }, false],
  ])('of %j is told: %s', async (parts, told) => {
    expect((await asked(parts)) !== null).toBe(told);
  });
});
