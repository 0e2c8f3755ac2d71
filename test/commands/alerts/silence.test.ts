import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SilencePlan } from '../../../src/actions/notification/silence-plan.ts';
import type { PerformOptions } from '../../../src/actions/protocol/perform.ts';
import check from '../../../src/commands/alerts/check.ts';
import explain from '../../../src/commands/alerts/explain.ts';
import add from '../../../src/commands/alerts/silence-add.ts';
import expire from '../../../src/commands/alerts/silence-expire.ts';
import list, { type SilenceList } from '../../../src/commands/alerts/silence-list.ts';
import type { Performed } from '../../../src/contract/action.ts';
import type { AnyCommand } from '../../../src/contract/command.ts';
import type { Context } from '../../../src/contract/context.ts';
import { knownSilences } from '../../../src/evidence/alerts/silences.ts';
import { sandboxed } from '../../sandbox/sandboxed.ts';
import type { ContextParts } from '../../support/context.ts';
import { run } from '../../support/incident.ts';
import { memoryJournal } from '../../support/journal.ts';
import { sandboxContext } from '../../support/sandbox-context.ts';
import { type FakeTerminal, fakeTerminal } from '../../support/terminal.ts';

const hour = 3_600_000;
const why = { reason: 'hotfix on its way' };
const spike = { rule: ['Error Spike'], for: '2h', ...why };

function folderWith(rules: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'tsops-silence-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'alert-rules.yml'), rules);
  return folder;
}

async function desk(scenario = 'bad-deploy', parts: ContextParts & { env?: object } = {}) {
  const { sandbox } = await sandboxed(scenario);
  const now = () => sandbox.world.now();
  const terminal = fakeTerminal(now);
  const base = { journal: memoryJournal(now), terminal, host: { cwd: '/nowhere' } };
  const context = await sandboxContext(sandbox, { ...base, ...parts, env: { ...parts.env } });
  return { sandbox, context, terminal };
}

async function type(
  context: Context,
  command: AnyCommand,
  raw: Readonly<Record<string, unknown>> = {},
  options: Partial<PerformOptions> = {},
) {
  const outcome = await run(command, context, raw, options);
  const view = command.view as (data: unknown, screen: unknown) => string;
  return { ...outcome, text: view(outcome.data, context.terminal.screen) };
}

const planOf = ({ data }: { data: unknown }) => (data as Performed<SilencePlan>).plan;
const listOf = ({ data }: { data: unknown }) => (data as SilenceList).silences;

describe('alerts silence add', () => {
  it('records who silences what, until when and why, after its plan was shown', async () => {
    const { context, terminal } = await desk();
    const { text, verdict } = await type(context, add, {
      rule: ['high', 'error', 'rate'],
      for: '2h',
      ...why,
    });
    expect([verdict, text]).toEqual([
      'ok',
      expect.stringContaining('s1 silences High Error Rate.'),
    ]);
    const plan = terminal.lines.join('\n');
    expect(plan).toContain('until     2026-11-23 14:00:00 KST (05:00 UTC), in 2h');
    expect(plan).toContain('not told  pagerduty, slack-alerts');
    expect(plan).toMatch(/✖ High Error Rate .* nobody notified/);
    expect(plan).toContain('no watch --notify runs here now');
    expect(await knownSilences(context.journal)).toEqual([
      expect.objectContaining({
        id: 's1',
        targets: [{ rule: 'High Error Rate', environment: 'production' }],
        until: context.clock.now() + 2 * hour,
        by: 'tester@desk',
        ...why,
        end: 'time',
      }),
    ]);
  });

  it('says that some of it is silenced already', async () => {
    const { context, terminal } = await desk('calm');
    await type(context, add, spike);
    await type(context, add, { ...spike, rule: ['*'], for: '3h' });
    expect(terminal.lines.join('\n')).toContain(
      'already   s1, until 2026-11-23 14:00:00 KST (05:00 UTC)',
    );
  });

  it('is added once by whoever types the same at one moment, and then ended by one command', async () => {
    const { context, sandbox } = await desk('calm');
    const late = async (raw: typeof spike) => {
      sandbox.world.advance(1000);
      return type(context, add, raw);
    };
    const all = await Promise.all([type(context, add, spike), late(spike), late(spike)]);
    expect((await knownSilences(context.journal)).map(({ id }) => id)).toEqual(['s1']);
    for (const { data } of all) {
      expect(data).toMatchObject({ state: 'done', undo: 'tsops alerts silence expire s1' });
    }
  });

  it.each([
    ['for another reason', { ...spike, reason: 'another' }],
    ['for longer', { ...spike, for: '3h' }],
    ['until it resolves', { ...spike, untilResolved: true }],
    ['of another rule', { ...spike, rule: ['High Error Rate'] }],
  ])('is another one %s, typed at the same moment', async (_how, other) => {
    const { context } = await desk('calm');
    await Promise.all([type(context, add, spike), type(context, add, other)]);
    expect(await knownSilences(context.journal)).toHaveLength(2);
  });

  it('writes nothing without consent, nor in a dry run', async () => {
    const { context } = await desk();
    await expect(type(context, add, spike, { yes: false })).rejects.toMatchObject({
      kind: 'refused',
    });
    const dry = await type(context, add, spike, { dryRun: true });
    expect(dry.text).toContain('Silence s1 in production');
    expect(await context.journal.list()).toEqual([]);
  });

  it.each([
    [{ rule: ['Error Spike'] }, /for: a silence needs an end.*7d at most; reason: say why/],
    [{ ...spike, for: '120' }, /for: 120 is not a duration with its unit/],
    [{ ...spike, for: '0' }, /for: 0 is not a duration/],
    [{ ...spike, for: '7d 1s' }, /for: 7d 1s is too long: a silence lasts 7d at most/],
    [{ ...spike, until: '09:00' }, /until: is given beside --for/],
    [{ ...spike, reason: ' \u200b ' }, /reason: say why/],
    [{ ...spike, label: ['monitor'] }, /label: monitor is not written name=value/],
    [{ ...spike, label: ['env=staging'] }, /label: the environment is named by --env staging/],
    [{ ...spike, label: ['a=1', 'a=2'] }, /label: a is given twice/],
  ])('needs an end within a week, a reason and labels that are some: %o', async (raw, message) => {
    const { context } = await desk('calm');
    await expect(type(context, add, raw)).rejects.toThrow(message);
  });

  it.each([
    ['2026-11-23 14:30', '2026-11-23T05:30:00Z'],
    ['14:30', '2026-11-23T05:30:00Z'],
    ['09:00', '2026-11-24T00:00:00Z'],
    ['2026-11-24', '2026-11-24T15:00:00Z'],
    ['2026-11-23T05:30Z', '2026-11-23T05:30:00Z'],
    ['2026-11-23 12:30 +05:30', '2026-11-23T07:00:00Z'],
  ])('takes --until %s in the zone of the team, unless it has one: %s', async (until, expected) => {
    const { context } = await desk('calm');
    const asked = { rule: ['Error Spike'], until, ...why };
    const planned = planOf(await type(context, add, asked, { dryRun: true }));
    expect(new Date(planned.until).toISOString()).toBe(new Date(expected).toISOString());
  });

  it.each([
    ['2026-11-23 11:00', /has passed already/],
    ['2026-12-01', /is too far: 7d at most/],
    ['tomorrow', /is not a time/],
    ['14:30Z', /is not a time/],
  ])('refuses --until %s', async (until, message) => {
    const { context } = await desk('calm');
    const asked = { rule: ['Error Spike'], until, ...why };
    await expect(type(context, add, asked)).rejects.toThrow(message);
  });

  it('refuses a name that no rule has, with the one that was meant', async () => {
    const { context } = await desk('calm');
    for (const rule of [['High Eror Rate'], ['high', 'eror', 'rate']]) {
      const run = type(context, add, { ...spike, rule });
      await expect(run).rejects.toThrow(/Did you mean "High Error Rate"\?/);
    }
    const both = type(context, add, { ...spike, rule: ['Error Spike', 'Latency*'] });
    await expect(both).rejects.toMatchObject({
      kind: 'usage',
      message: 'No rule of the shipped rules is called "Latency*".',
    });
  });

  it('takes a pattern, and says loudly that a P1 is among them', async () => {
    const { context, terminal } = await desk();
    const { data } = await type(context, add, { ...spike, rule: ['*er*'] });
    const { rules } = (data as Performed<SilencePlan>).plan;
    expect(rules.map(({ name }) => name)).toEqual([
      'Service Down',
      'High Error Rate',
      'Performance Degradation',
      'Error Spike',
    ]);
    expect(terminal.lines.join('\n')).toContain(
      '✖ P1: while Service Down fires, nobody is notified, paged or called',
    );
  });

  it('refuses a label that no alert has, and shows those that there are', async () => {
    const { context } = await desk('site-down');
    const down = { ...spike, rule: ['Service Down'] };
    await expect(type(context, add, { ...down, label: ['monitor=API'] })).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('there are monitor=TalkStudio API Health, monitor='),
    });
    const label = ['monitor=TalkStudio API Health'];
    const { alerts } = planOf(await type(context, add, { ...down, label }));
    expect(alerts.map(({ labels }) => labels.monitor)).toEqual(['TalkStudio API Health']);
  });

  it('silences all the same where a source cannot be asked, and says what is not known', async () => {
    const { context, sandbox, terminal } = await desk();
    sandbox.inject({ system: 'sentry', kind: 'status', status: 500 });
    await type(context, add, { ...spike, label: ['region=eu'] });
    expect(terminal.lines.join('\n')).toMatch(/unknown +Error Spike: Sentry/);
    expect(terminal.lines.join('\n')).toContain('nothing is known to fire now');
    expect(await knownSilences(context.journal)).toHaveLength(1);
  });

  it('refuses what another engine tells of, and says how to do it there', async () => {
    const rule = (name: string, more: string) =>
      `- {name: ${name}, severity: P3, condition: error_count > 5, channels: [slack-alerts], message: m, ${more}}\n`;
    const cwd = folderWith(
      rule('Elsewhere', 'engine: prometheus') +
        rule('Alarm', 'engine: cloudwatch') +
        rule('Here', 'env: staging'),
    );
    const { context } = await desk('calm', { host: { cwd } });
    await expect(
      type(context, add, { ...spike, rule: ['Elsewhere', 'Alarm'] }),
    ).rejects.toMatchObject({
      kind: 'refused',
      next: [
        "amtool silence add alertname=Elsewhere --duration=2h '--comment=hotfix on its way'",
        'aws cloudwatch disable-alarm-actions --alarm-names Alarm  (and enable-alarm-actions after it)',
      ],
    });
    const plan = planOf(await type(context, add, { ...spike, rule: ['*'] }, { dryRun: true }));
    expect(plan.targets).toEqual([{ rule: 'Here', environment: 'staging' }]);
    expect(plan.leftOut.map((each) => each.rule)).toEqual(['Elsewhere', 'Alarm']);
  });

  it('stands in the timeline of the incident that is open, in both languages', async () => {
    const { context } = await desk();
    const { startIncident } = await import('../../../src/actions/protocol/incident-journal.ts');
    const { readIncident } = await import('../../../src/evidence/incident/open.ts');
    const { timelineOf } = await import('../../../src/domain/incident/timeline.ts');
    const incident = await startIncident(context, {
      title: 'Errors',
      severity: 'P2',
      environment: 'production',
      runbook: null,
      another: false,
    });
    await type(context, add, spike);
    await type(context, expire, { id: 's1' });
    const { lines } = await readIncident(context, incident.id);
    const told = (language: 'en' | 'ko') =>
      timelineOf(lines, language, 'Asia/Seoul').map(({ text }) => text);
    expect(told('en')).toContain(
      'silencing Error Spike until 2026-11-23 14:00:00 KST (05:00 UTC) (s1): hotfix on its way',
    );
    expect(told('en')).toContain('ending silence s1: Error Spike');
    expect(told('ko')).toContain(
      'Error Spike 알림을 2026-11-23 14:00:00 KST (05:00 UTC)까지 중지(s1): hotfix on its way',
    );
    expect(told('ko')).toContain('알림 중지 s1 해제: Error Spike');
  });
});

describe('alerts silence list and expire', () => {
  it('list those in force, the first to end first, and with --all those that ended', async () => {
    const { context, sandbox } = await desk('calm');
    await type(context, add, spike);
    await type(context, add, { ...spike, for: '30m', rule: ['High Error Rate'] });
    const both = await type(context, list);
    expect(listOf(both).map(({ id }) => id)).toEqual(['s2', 's1']);
    expect(both.next).toEqual(['tsops alerts silence expire s2']);
    sandbox.world.advance(hour);
    expect(listOf(await type(context, list)).map(({ id }) => id)).toEqual(['s1']);
    const all = await type(context, list, { all: true });
    expect(all.text).toMatch(/▲ s1 Error Spike\n.*until .* in 1h\n.*tester@desk: hotfix/);
    expect(all.text).toMatch(/· s2 High Error Rate\n.*ended .*12:30:00 KST.*it expired/);
  });

  it('end one now, once, with consent', async () => {
    const { context } = await desk();
    await type(context, add, spike);
    await expect(type(context, expire, { id: 's1' }, { yes: false })).rejects.toMatchObject({
      kind: 'refused',
    });
    const ended = await type(context, expire, { id: 'S1' });
    expect(ended.text).toContain('✔ s1 has ended.');
    const { lines } = context.terminal as FakeTerminal;
    expect(lines.join('\n')).toContain('firing now; notified at the next round of the watch');
    await expect(type(context, expire, { id: 's1' })).rejects.toThrow(/has ended already/);
    await expect(type(context, expire, { id: 's9' })).rejects.toThrow(/none is in force/);
    const [only] = listOf(await type(context, list, { all: true }));
    expect(only).toMatchObject({ end: 'expired', endedBy: 'tester@desk', active: false });
  });

  it('say that nothing is silenced', async () => {
    const { context } = await desk('calm');
    expect((await type(context, list)).text).toBe('nothing is silenced');
    expect((await type(context, list, { all: true })).text).toBe('nothing has ever been silenced');
  });
});

describe('what is silenced', () => {
  it('is shown by alerts check, with the same state, verdict and exit code', async () => {
    const { context } = await desk();
    const before = await type(context, check);
    await type(context, add, { ...spike, untilResolved: true });
    const after = await type(context, check);
    expect([after.verdict, after.exitCode]).toEqual(['bad', before.exitCode]);
    expect(after.text).toMatch(/✖ firing \(s1\) +P3 +Error Spike/);
    expect(after.text).toContain(
      's1 silences Error Spike\n  until 2026-11-23 14:00:00 KST (05:00 UTC)',
    );
    expect(after.text).toContain('in 2h, or resolved\n  tester@desk: hotfix on its way');
    const states = ({ data }: typeof before) =>
      (data as { alerts: { state: string; silenced: unknown }[] }).alerts;
    expect(states(after).map(({ state }) => state)).toEqual(
      states(before).map(({ state }) => state),
    );
    expect(states(after).filter(({ silenced }) => silenced !== null)).toHaveLength(1);
  });

  it('is shown by alerts explain', async () => {
    const { context } = await desk();
    await type(context, add, spike);
    const { text } = await type(context, explain, { rule: ['error', 'spike'] });
    expect(text).toContain('  silenced (s1)\n  until 2026-11-23 14:00:00 KST (05:00 UTC), in 2h');
  });

  it('does not fail a check whose record of silences cannot be read', async () => {
    const { context } = await desk();
    const list = async () => {
      throw new Error('EIO');
    };
    const outcome = await type({ ...context, journal: { ...context.journal, list } }, check);
    expect(outcome.verdict).toBe('bad');
    expect(outcome.problems).toEqual([
      expect.objectContaining({ why: 'What is silenced is not known.' }),
    ]);
  });
});
