import { describe, expect, it } from 'vitest';
import { startIncident } from '../../../src/actions/protocol/incident-journal.ts';
import ack from '../../../src/commands/paging/ack.ts';
import page from '../../../src/commands/paging/page.ts';
import type { Context } from '../../../src/contract/context.ts';
import { timelineOf } from '../../../src/domain/incident/timeline.ts';
import { readIncident } from '../../../src/evidence/incident/open.ts';
import { width } from '../../../src/terminal/measure.ts';
import { incidentInSandbox, run } from '../../support/incident.ts';
import { plainScreen } from '../../support/terminal.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** No budget runs out: what is slept that long ends by its signal alone. */
function patient(clock: Context['clock']): Context['clock'] {
  const forever = (signal?: AbortSignal) =>
    new Promise<void>((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason));
    });
  return {
    now: () => clock.now(),
    sleep: (ms, signal) => (ms >= 8000 ? forever(signal) : clock.sleep(ms, signal)),
  };
}

async function quiet(env: Env = {}) {
  const made = await incidentInSandbox(env);
  const here = { ...made, context: { ...made.context, clock: patient(made.clock) } };
  const events = () =>
    here
      .writes('pagerduty')
      .filter(({ path }) => path === '/v2/enqueue')
      .map(({ body }) => JSON.parse(String(body)));
  const opened = () =>
    here
      .writes('pagerduty')
      .filter(({ path }) => path === '/incidents')
      .map(({ body }) => JSON.parse(String(body)).incident);
  return { ...here, events, opened };
}

async function type(context: Context, what: string[], raw = {}, options = {}) {
  const outcome = await run(page, context, { what, ...raw }, options);
  const view = page.view as (data: unknown, screen: unknown) => string;
  const text = view(
    outcome.data,
    plainScreen(() => context.clock.now()),
  );
  expect(text.split('\n').filter((line) => width(line) > 80)).toEqual([]);
  return { ...outcome, text };
}

async function incident(context: Context, severity: 'P1' | 'P3' = 'P1'): Promise<string> {
  const record = await startIncident(context, {
    title: 'Production is down',
    severity,
    environment: 'production',
    runbook: null,
    another: false,
  });
  await record.close();
  return record.id;
}

const calls = [
  'at once: call Minji Kim  +82-2-555-0101  @minji  12:15, awake',
  'after 15m: call Seungho Park  +82-2-555-0102  @seungho  12:15, awake',
  'after 30m: call Yuna Choi  +82-2-555-0103  @yuna  12:15, awake',
];
const source = expect.stringMatching(/^Whom to call, by the config, written .* ago:$/);
const noToken = { PAGERDUTY_API_TOKEN: undefined };
const onEvent = { system: 'pagerduty', method: 'POST', path: '/v2/enqueue' } as const;

describe('tsops page, by the policy', () => {
  it('is not sent again because the clock has struck between two tries', async () => {
    const { context, events, clock } = await quiet();
    const hour = 3_600_000;
    clock.advance(hour - (clock.now() % hour) - 1000);
    await type(context, ['checkout is down']);
    clock.advance(10_000);
    const again = await type(context, ['checkout is down']);
    expect(again.text).toMatch(/#\d+ is open for this already/);
    expect(events()).toHaveLength(1);
  });

  it('joins its first try under one key where nothing can be read back, though the clock has struck', async () => {
    const { context, events, clock } = await quiet(noToken);
    const hour = 3_600_000;
    clock.advance(hour - (clock.now() % hour) - 1000);
    await type(context, ['checkout is down']);
    clock.advance(10_000);
    await type(context, ['checkout is down']);
    expect(new Set(events().map(({ dedup_key }) => dedup_key)).size).toBe(1);
  });

  it('shows who is paged now, sends one event, and reads back who has it', async () => {
    const { context, events, terminal } = await quiet();
    const { text, verdict, data } = await type(context, ['checkout is down']);
    expect(terminal.lines.join('\n')).toMatch(
      /P2 checkout is down\n.*according to PagerDuty that is now:\n {2}Minji Kim {2}12:15, awake {2}\+82-2-555-0101/,
    );
    expect(events()).toMatchObject([
      {
        event_action: 'trigger',
        payload: {
          summary: 'P2 checkout is down',
          severity: 'error',
          source: 'TalkStudio production',
        },
      },
    ]);
    expect(verdict).toBe('ok');
    expect(text).toContain('✔ #1201 is triggered and assigned to Minji Kim.');
    expect(data).toMatchObject({ state: 'done', proof: { joined: false } });
  });

  it('takes the severity, and the key, of the open incident', async () => {
    const { context, events } = await quiet();
    await incident(context);
    await type(context, ['escalation', 'down']);
    await type(context, ['worse'], { severity: 'p2' });
    const [first, second] = events();
    expect(first.payload).toMatchObject({ summary: 'P1 down', severity: 'critical' });
    expect(second).toBeUndefined();
  });

  it('does not page for what is open already, and says how to go on', async () => {
    const { context, events, clock } = await quiet();
    await type(context, ['checkout is down']);
    const again = await type(context, ['checkout is down'], {}, { yes: false });
    expect(again).toMatchObject({ verdict: 'ok', data: { state: 'done', record: null } });
    expect(again.text.replace(/\s+/g, ' ')).toContain('page nobody again');
    expect(again.next).toEqual(['tsops escalate 1201', 'tsops pages']);
    expect(events()).toHaveLength(1);
    clock.advance(3_600_000);
    await type(context, ['checkout is down']);
    expect(events()).toHaveLength(2);
  });

  it('tells accepted from paged where no key of the API is set', async () => {
    const { context, terminal } = await quiet(noToken);
    const { text, verdict, data } = await type(context, ['checkout is down']);
    expect(verdict).toBe('warn');
    expect(data).toMatchObject({ state: 'done', proof: null });
    expect(text).toMatch(/^▲ PagerDuty/);
    expect(text.replace(/\s+/g, ' ')).toContain(
      'accepted it; whether anybody is paged is not known',
    );
    expect(terminal.lines.join('\n')).toContain('by the config');
    expect(terminal.lines.join('\n')).toContain('Minji Kim  12:15, awake');
  });

  it.each(['two words', 'rejected'])('goes out whatever the key of the API is: %s', async (key) => {
    const { context, events } = await quiet({ PAGERDUTY_API_TOKEN: key });
    const { data } = await type(context, ['checkout is down']);
    expect(events()).toHaveLength(1);
    expect(data).toMatchObject({ receipt: { page: null }, proof: null });
  });

  it('says that nobody knows where it is accepted and cannot be read back', async () => {
    const { context, inject } = await quiet();
    const reads = { system: 'pagerduty', method: 'GET', path: '/incidents' } as const;
    inject({ ...reads, kind: 'status', status: 503 });
    const { verdict, data, next, exitCode, text } = await type(context, ['checkout is down']);
    expect([verdict, exitCode, next]).toEqual([
      'unknown',
      undefined,
      ['tsops pages', source, ...calls],
    ]);
    expect(data).toMatchObject({ state: 'unknown' });
    expect(text).toContain('PagerDuty accepted it, but PagerDuty is in trouble');
  });

  it('sends the same event again where its answer was lost, and it is one incident', async () => {
    const { context, events, inject } = await quiet();
    inject({ ...onEvent, kind: 'drop-after', count: 2 });
    const { verdict, data } = await type(context, ['checkout is down']);
    expect(verdict).toBe('ok');
    expect(new Set(events().map(({ dedup_key }) => dedup_key)).size).toBe(1);
    expect(events()).toHaveLength(3);
    expect(data).toMatchObject({ proof: { page: { number: 1201 } } });
    const pager = await context.services.pages();
    expect(await pager?.open(context.signal)).toHaveLength(1);
  });

  it('finds what was taken although every answer was lost', async () => {
    const { context, events, inject } = await quiet();
    inject({ ...onEvent, kind: 'drop-after' });
    const { verdict, data } = await type(context, ['checkout is down']);
    expect([verdict, events().length]).toEqual(['ok', 3]);
    expect(data).toMatchObject({ state: 'done', receipt: { page: expect.stringMatching(/^Q/) } });
  });

  it('names whom to call where nobody knows whether somebody was paged', async () => {
    const { context, inject } = await quiet();
    inject({ ...onEvent, kind: 'status', status: 500 });
    const { verdict, next, data, problems } = await type(context, ['checkout is down']);
    expect(verdict).toBe('unknown');
    expect(next).toEqual(['tsops pages', source, ...calls]);
    expect(problems?.[0]?.message).toContain('It is not known whether anybody was paged');
    expect(data).toMatchObject({
      state: 'unknown',
      plan: { call: { calls: [{ person: { name: 'Minji Kim', asleep: false } }, {}, {}] } },
    });
  });

  it('names whom to call where the event is accepted and no incident comes of it', async () => {
    const { context } = await quiet({ PAGERDUTY_ROUTING_KEY: 'x'.repeat(32) });
    const { verdict, next, data, exitCode } = await type(context, ['checkout is down']);
    expect(exitCode).toBe(6);
    expect([verdict, next]).toEqual(['unknown', ['tsops pages', source, ...calls]]);
    expect(data).toMatchObject({
      state: 'stopped-waiting',
      detail: 'PagerDuty accepted it, but shows no incident for it.',
    });
  });

  it('names whom to call where PagerDuty cannot be reached, and the journal keeps the try', async () => {
    const { context, sandbox, journal } = await quiet();
    const id = await incident(context);
    const { services } = context;
    await Promise.all([services.paging(), services.pages(), services.onCall()]);
    const loaded = await context.config();
    await sandbox.close();
    const down: Context = { ...context, config: async () => ({ ...loaded, file: undefined }) };
    const error = await type(down, ['checkout is down']).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(/^Nobody was paged\. .*refused/),
      why: expect.stringMatching(/^Whom to call, by the config/),
      next: expect.arrayContaining(calls),
      data: { call: { configWritten: null } },
    });
    const [record = ''] = (await journal.list()).filter((each) => each.includes('-page-'));
    expect((await journal.read(record)).entries).toMatchObject([
      { kind: 'intent', action: 'page', to: 'Minji Kim', incident: id },
      { kind: 'outcome', state: 'not-done' },
    ]);
  });

  it.each([
    ['refuses it', {}, 400, 'unreachable'],
    ['limits us', {}, 429, 'unreachable'],
    ['is not configured', { PAGERDUTY_ROUTING_KEY: undefined }, undefined, 'credentials'],
  ])('names whom to call, in Korean too, where PagerDuty %s', async (_what, env, status, kind) => {
    const { context, inject } = await quiet(env);
    if (status !== undefined) inject({ ...onEvent, kind: 'status', status });
    const korean: Context = { ...context, options: { ...context.options, language: 'ko' } };
    await expect(type(korean, ['checkout is down'])).rejects.toMatchObject({
      kind,
      why: expect.stringMatching(/^설정 파일\(.* 전 수정\) 기준 연락 순서:$/),
      next: expect.arrayContaining([
        '즉시 전화: Minji Kim  +82-2-555-0101  @minji  12:15, 활동 시간',
        '15m 후 전화: Seungho Park  +82-2-555-0102  @seungho  12:15, 활동 시간',
      ]),
    });
  });

  it('keeps in the open incident that there was no way to page', async () => {
    const { context } = await quiet({ PAGERDUTY_ROUTING_KEY: undefined });
    const id = await incident(context);
    await expect(type(context, ['down'])).rejects.toMatchObject({ kind: 'credentials' });
    const { lines, incident: read } = await readIncident(context, id);
    const [, told] = timelineOf(lines, 'en', 'Asia/Seoul');
    expect(told?.text).toMatch(/^page did not reach PagerDuty, whom to call was shown: .*not set/);
    expect(read.times.acknowledged).toBeNull();
  });

  it('pages nobody without consent, nor with --dry-run', async () => {
    const { context, events } = await quiet();
    const asked = type(context, ['down'], {}, { yes: false });
    await expect(asked).rejects.toMatchObject({ kind: 'refused' });
    const { data, text } = await type(context, ['down'], {}, { dryRun: true });
    expect(data).toMatchObject({ state: 'planned' });
    expect(text).toContain('Minji Kim  12:15, awake');
    expect(events()).toEqual([]);
  });
});

describe('tsops page, by name', () => {
  it('opens an incident that is theirs, by a part of the name', async () => {
    const { context, opened } = await quiet();
    const { text, data } = await type(context, ['yuna', 'we need a decision'], { severity: 'P3' });
    expect(opened()).toMatchObject([
      {
        title: 'P3 we need a decision',
        urgency: 'low',
        incident_key: expect.stringMatching(/^tsops-page-production-/),
        assignments: [{ assignee: { id: 'PYUNA03' } }],
      },
    ]);
    expect(text).toContain('✔ #1201 is triggered and assigned to Yuna Choi.');
    expect(data).toMatchObject({ state: 'done' });
  });

  it('is sent once: a lost answer is looked for by its key', async () => {
    const { context, opened, inject } = await quiet();
    inject({ system: 'pagerduty', method: 'POST', path: '/incidents', kind: 'drop-after' });
    const { data } = await type(context, ['Yuna Choi', 'we need a decision']);
    expect(data).toMatchObject({ state: 'done', proof: { page: { direct: true } } });
    expect(opened()).toHaveLength(1);
  });

  it('is unknown where it does not show, and names whom to call', async () => {
    const { context, inject } = await quiet();
    const before = { system: 'pagerduty', method: 'POST', path: '/incidents', count: 1 } as const;
    inject({ ...before, kind: 'drop-before' });
    const { verdict, next } = await type(context, ['Yuna Choi', 'we need a decision']);
    expect([verdict, next]).toEqual(['unknown', ['tsops pages', source, ...calls]]);
  });

  it('needs a name that one person has, and what is wrong', async () => {
    const { context } = await quiet();
    const nobody = type(context, ['Hana', 'help']);
    await expect(nobody).rejects.toMatchObject({ kind: 'usage', message: /knows nobody named/ });
    await expect(type(context, ['Yuna Choi'])).rejects.toMatchObject({
      kind: 'usage',
      next: ["tsops page 'Yuna Choi' 'what is wrong'"],
    });
    await expect(type(context, ['escalation'])).rejects.toMatchObject({ kind: 'usage' });
    await expect(type(context, ['the', 'site', 'is'])).rejects.toThrow(/in quotes/);
  });

  it('names whom to call without a key of the API, which it needs', async () => {
    const { context } = await quiet(noToken);
    await expect(type(context, ['Yuna Choi', 'help'])).rejects.toMatchObject({
      kind: 'credentials',
      next: expect.arrayContaining([calls[2]]),
    });
  });
});

describe('a page in an incident', () => {
  it('is told in the timeline in both languages, and is not taken for an answer', async () => {
    const { context } = await quiet();
    const id = await incident(context);
    await type(context, ['down']);
    const before = await readIncident(context, id);
    expect(before.incident.times.acknowledged).toBeNull();
    const told = (language: 'en' | 'ko') =>
      timelineOf(before.lines, language, 'Asia/Seoul')
        .slice(1)
        .map(({ text }) => text);
    expect(told('en')).toEqual(['paging Minji Kim (P1): down', 'page #1201: Minji Kim paged']);
    expect(told('ko')).toEqual(['Minji Kim 호출 (P1): down', '호출 #1201: Minji Kim 호출됨']);
    await run(ack, context);
    const after = await readIncident(context, id);
    expect(after.incident.times.acknowledged).not.toBeNull();
  });
});
