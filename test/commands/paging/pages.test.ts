import { describe, expect, it } from 'vitest';
import { startIncident } from '../../../src/actions/protocol/incident-journal.ts';
import ack from '../../../src/commands/paging/ack.ts';
import escalate from '../../../src/commands/paging/escalate.ts';
import note from '../../../src/commands/paging/note.ts';
import pages from '../../../src/commands/paging/pages.ts';
import resolve from '../../../src/commands/paging/resolve.ts';
import type { AnyCommand } from '../../../src/contract/command.ts';
import type { Context } from '../../../src/contract/context.ts';
import { lesserCredentials } from '../../../src/sandbox/credentials.ts';
import { width } from '../../../src/terminal/measure.ts';
import { incidentInSandbox, run } from '../../support/incident.ts';
import { fakeTerminal, plainScreen } from '../../support/terminal.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Production is down, and #1201 waits. */
async function down(env: Env = {}, scenario = 'site-down') {
  const here = await incidentInSandbox(env, scenario);
  const sent = () =>
    here.sandbox
      .requests()
      .filter(({ system, method }) => system === 'pagerduty' && method !== 'GET')
      .map(({ method, path, body }) => `${method} ${path} ${body}`);
  const pagerduty = async (path: string) => {
    const service = await here.context.services.pages();
    return service?.incident(path, here.context.signal);
  };
  return { ...here, sent, pagerduty };
}

/** Opens one more page, by the Events API. */
async function pageMore(context: Context, key: string, summary = `Another: ${key}`): Promise<void> {
  const paging = await context.services.paging();
  const page = {
    action: 'trigger',
    dedupKey: key,
    summary,
    source: 'test',
    severity: 'error',
    details: {},
    links: [],
    at: context.clock.now(),
  } as const;
  await paging.send(page, context.signal);
}

async function type(command: AnyCommand, context: Context, raw = {}, options = {}) {
  const outcome = await run(command, context, raw, options);
  const view = command.view as (data: unknown, screen: unknown) => string;
  const text = view(
    outcome.data,
    plainScreen(() => context.clock.now()),
  );
  expect(text.split('\n').filter((line) => width(line) > 80)).toEqual([]);
  return { ...outcome, text };
}

const lost = { system: 'pagerduty', method: 'PUT', kind: 'drop-after', count: 1 } as const;

describe('tsops pages', () => {
  it('tells who has each open page, and when it goes to whom', async () => {
    const { context } = await down();
    const { text, verdict, next } = await type(pages, context);
    expect(verdict).toBe('bad');
    expect(text).toContain('✖ #1201 TalkStudio Production is DOWN');
    expect(text).toContain('triggered, began 2m ago, assigned to Minji Kim');
    expect(text).toMatch(
      /escalates in 13m to Seungho Park \(2026-11-25 12:28:00 KST \(03:28 UTC\)/,
    );
    expect(next).toEqual(['tsops ack', 'tsops escalate']);
  });

  it('says that none is open', async () => {
    const { context } = await down({}, 'calm');
    expect(await type(pages, context)).toMatchObject({
      verdict: 'ok',
      text: '✔ no page is open',
    });
  });

  it.each([
    ['PagerDuty is down', {}, 503, 'unreachable'],
    ['the key is rejected', { PAGERDUTY_API_TOKEN: 'another' }, undefined, 'credentials'],
    ['no key is set', { PAGERDUTY_API_TOKEN: undefined }, undefined, 'credentials'],
  ])('names whom to call where %s', async (_what, env, status, kind) => {
    const { context, inject } = await down(env);
    if (status !== undefined) inject({ system: 'pagerduty', kind: 'status', status });
    const error = await type(pages, context).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      kind,
      why: expect.stringMatching(/^Whom to call, by the config, written .* ago:$/),
      next: expect.arrayContaining([
        'at once: call Minji Kim  +82-2-555-0101  @minji  12:15, awake',
        'after 15m: call Seungho Park  +82-2-555-0102  @seungho  12:15, awake',
        'after 30m: call Yuna Choi  +82-2-555-0103  @yuna  12:15, awake',
      ]),
      data: { call: { calls: [{ after: 0 }, { after: 900_000 }, { after: 1_800_000 }] } },
    });
  });
});

describe('tsops ack', () => {
  it('answers the only page that waits, and shows when that ends', async () => {
    const { context, sent, terminal } = await down();
    const { text, verdict, data, next } = await type(ack, context);
    expect([verdict, next]).toEqual(['ok', ['tsops']]);
    expect(data).toMatchObject({ state: 'done', proof: { pages: [{ status: 'acknowledged' }] } });
    expect(terminal.lines.join('\n')).toContain('escalates in 13m to Seungho Park');
    expect(text).toContain('✔ #1201 is acknowledged by Minji Kim.');
    expect(text).toMatch(/acknowledgement expires in 30m \(2026-11-25 12:45:00 KST \(03:45 UTC\)/);
    expect(sent()).toHaveLength(1);
  });

  it('has nothing to do where it is answered, asks nobody, and says when that ends', async () => {
    const { context, sent } = await down();
    await type(ack, context);
    for (const raw of [{}, { id: ['1201'] }]) {
      const again = await type(ack, context, raw, { yes: false });
      expect(again).toMatchObject({ verdict: 'ok', data: { state: 'done', record: null } });
      expect(again.text).toContain('#1201 is acknowledged already');
      expect(again.text).toContain('acknowledgement expires in 30m');
    }
    expect(sent()).toHaveLength(1);
  });

  it('has nothing to do where no page is open', async () => {
    const { context } = await down({}, 'calm');
    const { data, text } = await type(ack, context);
    expect(data).toMatchObject({ state: 'done', record: null });
    expect(text).toContain('No page is open');
  });

  it('refuses a resolved one, which PagerDuty would open again', async () => {
    const { context, sent } = await down();
    await type(resolve, context, { id: '1201' });
    await expect(type(ack, context, { id: ['1201'] })).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('would open it again'),
    });
    expect(sent()).toHaveLength(1);
  });

  it('refuses one that was resolved between the plan and the consent', async () => {
    const { context, pagerduty, sent } = await down();
    const pager = await context.services.pages();
    const page = await pagerduty('1201');
    const terminal = {
      ...fakeTerminal(() => context.clock.now(), []),
      confirm: async () => {
        const change = { to: 'resolved', resolution: null } as const;
        await pager?.change([page?.id ?? ''], change, context.signal);
        return true;
      },
    };
    const answered = type(ack, { ...context, terminal }, {}, { yes: false });
    await expect(answered).rejects.toMatchObject({ kind: 'refused' });
    expect((await pagerduty('1201'))?.status).toBe('resolved');
    expect(sent()).toHaveLength(1);
  });

  it('ends with the runbook that the page goes by', async () => {
    const { context } = await down();
    await pageMore(context, 'errors', 'High Error Rate: many errors a minute');
    const { next } = await type(ack, context, { id: ['1202'] });
    expect(next).toEqual(['tsops runbook high-error-rate']);
  });

  it('wants to know which, where several wait', async () => {
    const { context, sent } = await down();
    await pageMore(context, 'one');
    await expect(type(ack, context)).rejects.toMatchObject({
      kind: 'usage',
      next: ['tsops ack 1202  (Another: one)', 'tsops ack 1201  (TalkStudio Production is DOWN)'],
    });
    const { text } = await type(ack, context, { id: ['#1202', '1201'] });
    expect(text).toContain('#1202 is acknowledged by Minji Kim.');
    expect(text).toContain('#1201 is acknowledged by Minji Kim.');
    // The page itself, and one write for both.
    expect(sent()).toHaveLength(2);
  });

  it('names a page that PagerDuty does not have', async () => {
    const { context } = await down();
    const answered = type(ack, context, { id: ['7'] });
    await expect(answered).rejects.toMatchObject({ kind: 'usage', message: /no incident 7/ });
  });

  it('writes nothing without consent, nor with --dry-run', async () => {
    const { context, sent } = await down();
    await expect(type(ack, context, {}, { yes: false })).rejects.toMatchObject({ kind: 'refused' });
    const { data } = await type(ack, context, {}, { dryRun: true });
    expect(data).toMatchObject({ state: 'planned', record: null });
    expect(sent()).toEqual([]);
  });

  it('leaves a note once; one that fails does not undo the answer', async () => {
    const { context, sandbox, inject } = await down();
    inject({ system: 'pagerduty', path: '*/notes', method: 'POST', kind: 'drop-after', count: 1 });
    const noted = await type(ack, context, { note: 'on it' });
    expect(noted).toMatchObject({
      verdict: 'ok',
      data: { receipt: { note: { state: 'written' } } },
    });
    const notes = () =>
      sandbox.requests().filter(({ path, method }) => method === 'POST' && path.endsWith('/notes'));
    expect(notes()).toHaveLength(1);
    await pageMore(context, 'two');
    inject({ system: 'pagerduty', path: '*/notes', method: 'POST', kind: 'status', status: 400 });
    const without = await type(ack, context, { note: 'on it' });
    expect(without).toMatchObject({ verdict: 'warn', data: { state: 'done' } });
    expect(without.problems?.[0]?.message).toContain('The note was not written');
  });

  it('finds out where the answer was lost, and sends nothing again', async () => {
    const { context, inject, sent } = await down();
    inject(lost);
    const { data, text } = await type(ack, context);
    expect(data).toMatchObject({ state: 'done' });
    expect(text).toContain('is acknowledged by Minji Kim');
    expect(sent()).toHaveLength(1);
  });

  it('is unknown where neither an answer nor the page tells', async () => {
    const { context, inject, sent, journal } = await down();
    inject({ ...lost, kind: 'drop-before' });
    const { data, verdict, next } = await type(ack, context);
    expect([verdict, next]).toEqual(['unknown', ['tsops pages', 'tsops ack 1201']]);
    expect(data).toMatchObject({ state: 'unknown' });
    // The first was cut before it was taken; a second one would have been.
    expect(sent()).toEqual([]);
    const [id = ''] = await journal.list();
    const kinds = (await journal.read(id)).entries.map(({ kind, state }) => state ?? kind);
    expect(kinds).toEqual(['intent', 'unknown']);
  });

  it('needs a key that may write, and says so with whom to call', async () => {
    const { context } = await down({
      PAGERDUTY_API_TOKEN: lesserCredentials.pagerdutyReader,
      PAGERDUTY_FROM: 'minji@talkstudio.example',
    });
    await expect(type(ack, context)).rejects.toMatchObject({
      kind: 'credentials',
      message: 'PAGERDUTY_API_TOKEN may not acknowledge incidents (403); nothing was changed',
      next: expect.arrayContaining([
        expect.stringContaining('call Minji Kim'),
        expect.stringContaining('export PAGERDUTY_API_TOKEN'),
      ]),
    });
  });

  it("wants PAGERDUTY_FROM with an account's key", async () => {
    const { context } = await down({ PAGERDUTY_API_TOKEN: lesserCredentials.pagerdutyAccount });
    await expect(type(ack, context)).rejects.toMatchObject({
      kind: 'credentials',
      next: expect.arrayContaining([expect.stringContaining('export PAGERDUTY_FROM=')]),
    });
  });
});

describe('tsops escalate', () => {
  it('pages the next step of the policy, and shows who that is', async () => {
    const { context, terminal, sent } = await down();
    const { text, data } = await type(escalate, context);
    expect(data).toMatchObject({ state: 'done' });
    expect(terminal.lines.join('\n')).toMatch(
      /step 2, which pages\n {2}Seungho Park {2}12:15, awake/,
    );
    expect(text).toContain('#1201 is triggered and assigned to Seungho Park.');
    expect(sent()).toEqual([expect.stringContaining('"escalation_level":2')]);
  });

  it('has no step after the last, and says whose that is', async () => {
    const { context } = await down();
    await type(escalate, context, { to: '3' });
    await expect(type(escalate, context)).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('ends with step 3, Yuna Choi'),
    });
    await expect(type(escalate, context, { to: '4' })).rejects.toMatchObject({ kind: 'refused' });
  });

  it('gives it to a person by a part of the name or a role, and says that it ends there', async () => {
    const { context, terminal, pagerduty } = await down();
    await type(escalate, context, { to: 'yuna' });
    expect(await pagerduty('1201')).toMatchObject({ direct: true, escalatesAt: null });
    expect(terminal.lines.join('\n')).toContain('it no longer escalates automatically');
    await type(escalate, context, { to: 'tech lead' });
    expect((await pagerduty('1201'))?.assigned).toMatchObject([{ name: 'Seungho Park' }]);
    const nobody = type(escalate, context, { to: 'Nobody' });
    await expect(nobody).rejects.toMatchObject({ kind: 'usage', message: /knows nobody named/ });
  });

  it('wakes anew who has acknowledged it, but not who was paged and has not answered', async () => {
    const { context, sent } = await down();
    await expect(type(escalate, context, { to: '1' })).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('assigned to Minji Kim already'),
    });
    await type(ack, context);
    const { data } = await type(escalate, context, { id: '1201' });
    expect(data).toMatchObject({ proof: { pages: [{ status: 'triggered' }] } });
    expect(sent()).toHaveLength(2);
  });

  it('is not taken for done by who has it already, where the answer was lost', async () => {
    const { context, inject, sent } = await down();
    await type(ack, context);
    inject({ ...lost, kind: 'drop-before' });
    const { verdict } = await type(escalate, context, { id: '1201', to: '1' });
    expect(verdict).toBe('unknown');
    expect(sent()).toHaveLength(1);
  });

  it('refuses a resolved one', async () => {
    const { context } = await down();
    await type(resolve, context, { id: '1201' });
    await expect(type(escalate, context, { id: '1201' })).rejects.toMatchObject({
      kind: 'refused',
    });
    await expect(type(escalate, context)).rejects.toMatchObject({ kind: 'usage' });
  });
});

describe('tsops pages resolve and note', () => {
  it('ends a page with a word, once', async () => {
    const { context, sent } = await down();
    const raw = { id: '1201', resolution: 'the bucket is back' };
    expect((await type(resolve, context, raw)).text).toContain('#1201 is resolved.');
    const again = await type(resolve, context, raw, { yes: false });
    expect(again).toMatchObject({ verdict: 'ok', data: { record: null } });
    expect(sent()).toEqual([expect.stringContaining('"resolution":"the bucket is back"')]);
  });

  it('writes a note, and not the same one twice', async () => {
    const { context, sent } = await down();
    const raw = { id: '1201', text: 'the bucket is missing' };
    expect((await type(note, context, raw)).text).toContain('The note is on #1201.');
    const again = await type(note, context, raw);
    expect(again).toMatchObject({ verdict: 'ok', data: { record: null } });
    expect(sent()).toHaveLength(1);
  });

  it('knows nothing of a note that neither an answer nor the page tells of', async () => {
    const { context, inject, sent } = await down();
    inject({ system: 'pagerduty', method: 'POST', path: '*/notes', kind: 'drop-before', count: 1 });
    const { verdict } = await type(note, context, { id: '1201', text: 'hello' });
    expect(verdict).toBe('unknown');
    expect(sent()).toEqual([]);
  });
});

describe('an answer to a page in an incident', () => {
  it('is what the countdown waits for, and stands in the timeline in both languages', async () => {
    const { context, clock } = await down();
    const started = await startIncident(context, {
      title: 'Production is down',
      severity: 'P1',
      environment: 'production',
      runbook: null,
      another: false,
    });
    await started.close();
    clock.advance(60_000);
    const { readIncident } = await import('../../../src/evidence/incident/open.ts');
    const { escalationFor } = await import('../../../src/evidence/oncall/escalation.ts');
    const { timelineOf } = await import('../../../src/domain/incident/timeline.ts');
    const read = () => readIncident(context, started.id);
    await type(escalate, context);
    const asked = (await read()).incident;
    expect(asked.times.acknowledged).toBeNull();
    expect(await escalationFor(asked, context)).toMatchObject({ answeredAt: null, next: 1 });
    clock.advance(60_000);
    await type(ack, context);
    const { incident, lines } = await read();
    expect(incident.times.acknowledged?.at).toBe(clock.now());
    expect(await escalationFor(incident, context)).toMatchObject({
      answeredAt: clock.now(),
      next: null,
    });
    const told = (language: 'en' | 'ko') =>
      timelineOf(lines, language, 'Asia/Seoul').map(({ text }) => text);
    expect(told('en').slice(1)).toEqual([
      'escalating page #1201 TalkStudio Production is DOWN to Seungho Park',
      'page #1201: Seungho Park paged',
      'answering page #1201 TalkStudio Production is DOWN',
      'page #1201 acknowledged by Minji Kim',
    ]);
    expect(told('ko').slice(1)).toEqual([
      '호출 #1201 TalkStudio Production is DOWN 에스컬레이션: Seungho Park',
      '호출 #1201: Seungho Park 호출됨',
      '호출 #1201 TalkStudio Production is DOWN 응답',
      '호출 #1201 응답: Minji Kim',
    ]);
  });
});

describe('an answer whose end nobody knows', () => {
  it('stands in flight in the incident, with the command that tells', async () => {
    const { context, inject } = await down();
    const started = await startIncident(context, {
      title: 'Production is down',
      severity: 'P1',
      environment: 'production',
      runbook: null,
      another: false,
    });
    await started.close();
    inject({ ...lost, kind: 'drop-before' });
    await type(ack, context);
    const { readIncident } = await import('../../../src/evidence/incident/open.ts');
    const { incident } = await readIncident(context, started.id);
    expect(incident.effects).toMatchObject([
      {
        action: 'ack',
        what: '#1201 TalkStudio Production is DOWN',
        state: 'unknown',
        inFlight: true,
        status: 'tsops pages',
        undo: null,
      },
    ]);
  });

  it('is looked up by tsops pages, and closed where PagerDuty tells', async () => {
    const { context, inject, journal, clock } = await down();
    const outcome = async (id: string) =>
      (await journal.read(id)).entries.findLast(({ kind }) => kind === 'outcome');
    inject({ ...lost, kind: 'drop-before' });
    clock.advance(1000);
    const { data: acked } = await type(ack, context);
    const { data, text } = await type(pages, context);
    expect(data).toMatchObject({ settled: [{ action: 'ack', state: 'not-done' }] });
    expect(text).toContain('ack of before: not-done, #1201 is triggered');
    const { record } = acked as { record: string };
    expect(await outcome(record)).toMatchObject({ state: 'not-done', by: 'pages' });
    expect((await type(pages, context)).data).toMatchObject({ settled: [] });
  });

  it('is closed as done where a later answer went through, and left where nobody can tell', async () => {
    const { context, inject, journal } = await down();
    inject({ ...lost, kind: 'drop-before' });
    await type(ack, context);
    inject({ ...lost, kind: 'drop-before' });
    await type(escalate, context, { to: '3' });
    await type(ack, context);
    const { data } = await type(pages, context);
    expect(data).toMatchObject({ settled: [{ action: 'ack', state: 'done' }] });
    const left = await Promise.all((await journal.list()).map((id) => journal.read(id)));
    const open = left.filter(
      ({ entries }) => entries.findLast(({ kind }) => kind === 'outcome')?.state === 'unknown',
    );
    expect(open.map(({ entries }) => entries[0]?.action)).toEqual(['escalate']);
  });
});
