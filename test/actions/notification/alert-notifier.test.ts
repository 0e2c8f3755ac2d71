import { describe, expect, it } from 'vitest';
import { openNotifier } from '../../../src/actions/notification/alert-notifier.ts';
import { readAlertRules } from '../../../src/config/alert-rules.ts';
import { shippedAlertRules } from '../../../src/config/shipped-alert-rules.ts';
import type { Terminal } from '../../../src/contract/context.ts';
import type { LiveAlert } from '../../../src/domain/alerts/evaluation/live.ts';
import type { NoticeState } from '../../../src/domain/notification/decide.ts';
import { lesserCredentials } from '../../../src/sandbox/credentials.ts';
import type { FaultInput } from '../../../src/sandbox/http/fault.ts';
import type { Sandbox } from '../../../src/sandbox/index.ts';
import { incidentsOf } from '../../../src/sandbox/world/incidents.ts';
import { worldEventsOf } from '../../../src/sandbox/world/model.ts';
import { sandboxed } from '../../sandbox/sandboxed.ts';
import { fakeClock } from '../../support/clock.ts';
import { memoryJournal } from '../../support/journal.ts';
import { sandboxContext } from '../../support/sandbox-context.ts';
import { fakeTerminal } from '../../support/terminal.ts';

const addressing = {
  service: 'TalkStudio',
  language: 'en' as const,
  chatChannels: { alerts: '#ops-alerts', critical: '#ops-critical' },
  phones: [{ name: 'Minji Kim', phone: '+82-2-555-0101' }],
  urls: { production: 'https://talkstudio.example' },
  drill: false,
};
const parts = {
  addressing: async () => addressing,
  affectedUsers: async () => 42,
  repeatEvery: 4 * 3_600_000,
};
const start = Date.parse('2026-11-23T03:00:00Z');
const { rules } = await readAlertRules(shippedAlertRules, 'shipped');

function alert(name: string, firing: boolean, minutes: number, more: Partial<LiveAlert> = {}) {
  const rule = rules.find((each) => each.name === name);
  if (rule === undefined) throw new Error(`no rule ${name}`);
  const t = start + minutes * 60_000;
  const standing: NoticeState = {
    environment: 'production',
    alert: {
      rule,
      labels: { env: 'production' },
      state: firing ? 'firing' : 'inactive',
      value: firing ? 9 : 1,
      traffic: null,
      t,
      since: firing ? start : null,
      good: !firing,
      noDataSince: null,
      transitions: [],
      ...more,
    },
  };
  return standing;
}

const rate = (firing: boolean, minutes: number, more?: Partial<LiveAlert>) =>
  alert('High Error Rate', firing, minutes, more);
const down = (firing: boolean, minutes: number) => alert('Service Down', firing, minutes);

/** Opens a notifier for each evaluation, as if the process were started anew, until all is sent. */
async function told(
  sandbox: Sandbox,
  evaluations: readonly (readonly NoticeState[])[],
  options: {
    faults?: readonly FaultInput[];
    stopAfter?: number;
    env?: object;
    terminal?: Terminal;
  } = {},
) {
  let lines = 0;
  const journal = memoryJournal(
    () => sandbox.world.now(),
    () => {
      lines += 1;
      if (lines === options.stopAfter) throw new Error('killed');
    },
  );
  // Time stands still unless someone waits; what waits for Slack must not wait for real.
  const clock = fakeClock(start);
  const env = { ...options.env };
  const made = await sandboxContext(sandbox, { journal, clock, env });
  const context = { ...made, terminal: options.terminal ?? made.terminal };
  for (const fault of options.faults ?? []) sandbox.inject(fault);
  for (const standings of evaluations) {
    for (let tries = 0; ; tries += 1) {
      try {
        const notifier = await openNotifier(context, parts);
        await notifier.evaluated(standings);
        for (let more = 0; notifier.waiting() > 0 && more < 6; more += 1) await notifier.retry();
        if (notifier.waiting() === 0) break;
      } catch (thrown) {
        if ((thrown as Error).message !== 'killed' || tries > 3) throw thrown;
      }
    }
  }
  const messages = worldEventsOf(sandbox.world, 'message').map(({ channel, text }) => [
    channel,
    text,
  ]);
  return { messages, lines, pages: pagesOf(sandbox), context };
}

function pagesOf({ world }: Sandbox): string[] {
  return incidentsOf(world).map(({ title, status }) => `${title}: ${status}`);
}

const firing = ['#ops-alerts', 'P2 High Error Rate: firing (production)'];
const resolved = ['#ops-alerts', 'P2 High Error Rate: resolved (production)'];
const page = 'P2 High Error Rate: error rate 9%';

describe('telling people of an alert', () => {
  it('tells its beginning and its end, in the thread of its first message', async () => {
    const { sandbox } = await sandboxed();
    const { messages, pages } = await told(sandbox, [[rate(true, 0)], [rate(false, 1)]]);
    expect(messages).toEqual([firing, resolved]);
    expect(pages).toEqual([`${page}: resolved`]);
    const [first, second] = worldEventsOf(sandbox.world, 'message');
    expect(second?.thread).toBe(first?.ts);
  });

  it('sends nothing for the same evaluation again, nor for a value that is gone', async () => {
    const { sandbox } = await sandboxed();
    const gone = rate(false, 2, { value: null, good: false });
    const { messages, pages } = await told(sandbox, [[rate(true, 0)], [rate(true, 0)], [gone]]);
    expect(messages).toEqual([firing]);
    expect(pages).toEqual([`${page}: triggered`]);
  });

  it('keeps the rest quiet while a P1 fires, and tells what still fires after it', async () => {
    const { sandbox } = await sandboxed();
    const both = await told(sandbox, [
      [rate(true, 0), down(true, 0)],
      [rate(true, 1), down(true, 1)],
      [rate(true, 2), down(false, 2)],
    ]);
    expect(both.messages.map(([, text]) => text)).toEqual([
      'P1 Service Down: firing (production)',
      'P1 Service Down: resolved (production)',
      'P2 High Error Rate: firing (production)',
    ]);
  });

  it('tells nobody that something is over which nobody was told of', async () => {
    const { sandbox } = await sandboxed();
    const { messages } = await told(sandbox, [
      [rate(true, 0), down(true, 0)],
      [rate(false, 1), down(true, 1)],
    ]);
    expect(messages).toEqual([['#ops-critical', 'P1 Service Down: firing (production)']]);
  });

  it('says once that there is no data, and again after four hours that it fires', async () => {
    const { sandbox } = await sandboxed();
    const silent = rate(true, 1, { value: null, good: false, noDataSince: start });
    const { messages, context } = await told(sandbox, [[rate(true, 0)], [silent], [silent]]);
    expect(messages).toEqual([firing, ['#ops-alerts', 'P2 High Error Rate: no data (production)']]);
    await context.clock.sleep(4 * 3_600_000);
    const notifier = await openNotifier(context, parts);
    await notifier.evaluated([rate(true, 241)]);
    await notifier.evaluated([rate(true, 242)]);
    const all = worldEventsOf(sandbox.world, 'message').map(({ text }) => text);
    expect(all.slice(2)).toEqual(['P2 High Error Rate: still firing (production)']);
  });

  it('replays what a process that slept has missed', async () => {
    const { sandbox } = await sandboxed();
    const missed = rate(false, 9, {
      transitions: [
        { t: start + 180_000, from: 'pending', to: 'firing', value: 9, reason: 'held long enough' },
        {
          t: start + 240_000,
          from: 'firing',
          to: 'inactive',
          value: 1,
          reason: 'good',
          resolved: true,
        },
      ],
    });
    const { messages } = await told(sandbox, [[rate(true, 0)], [rate(false, 1)], [missed]]);
    expect(messages).toEqual([firing, resolved, firing, resolved]);
  });
});

describe('the channel phone', () => {
  it('prints whom to call, copies the first number, and keeps in the journal that it was asked', async () => {
    const { sandbox } = await sandboxed();
    const terminal = fakeTerminal(() => start, []);
    const { context } = await told(sandbox, [[down(true, 0)], [down(true, 1)]], { terminal });
    expect(terminal.offered).toEqual(['+82-2-555-0101']);
    expect(terminal.lines.filter((line) => line.includes('call'))).toEqual([
      'P1 Service Down: call Minji Kim +82-2-555-0101 (offered to the clipboard)',
    ]);
    const [id = ''] = await context.journal.list();
    const { entries } = await context.journal.read(id);
    expect(entries).toContainEqual(
      expect.objectContaining({ kind: 'sent', number: '+82-2-555-0101' }),
    );
  });
});

const slackSays = (error: string) =>
  ({ kind: 'status', status: 200, body: JSON.stringify({ ok: false, error }) }) as const;

describe('where it goes', () => {
  it('is the channel of the config, else the one for alerts; the phone is printed once', async () => {
    const { sandbox } = await sandboxed();
    const terminal = fakeTerminal(() => start);
    const context = await sandboxContext(sandbox, { clock: fakeClock(start), terminal });
    const notifier = await openNotifier(context, parts);
    await notifier.evaluated([alert('Low Cache Hit Ratio', true, 0), down(false, 0)]);
    await notifier.evaluated([alert('Low Cache Hit Ratio', false, 1), down(true, 1)]);
    await notifier.evaluated([down(false, 2)]);
    const places = worldEventsOf(sandbox.world, 'message').map(({ channel, text }) => [
      channel,
      text.slice(0, 2),
    ]);
    expect(places.toSorted()).toEqual([
      ['#ops-alerts', 'P4'],
      ['#ops-alerts', 'P4'],
      ['#ops-critical', 'P1'],
      ['#ops-critical', 'P1'],
    ]);
    expect(terminal.lines).toEqual(['P1 Service Down: call Minji Kim +82-2-555-0101']);
    const [id = ''] = await context.journal.list();
    const { entries } = await context.journal.read(id);
    const phone = entries
      .filter(({ kind }) => kind === 'decided')
      .flatMap((entry) =>
        (entry.deliveries as { id: string; channel: string }[]).filter(
          (each) => each.channel === 'phone',
        ),
      );
    expect(phone).toHaveLength(1);
    expect(entries.some((each) => each.kind === 'sent' && each.delivery === phone[0]?.id)).toBe(
      true,
    );
  });
});

describe('each transition reaches Slack and PagerDuty once, in order', () => {
  const slack = { system: 'slack', path: '/api/chat.postMessage' } as const;
  const pagerduty = { system: 'pagerduty', path: '/v2/enqueue' } as const;
  it.each<readonly [string, Omit<FaultInput, 'system' | 'path'>]>([
    ['429', { kind: 'status', status: 429, retryAfter: '1', count: 2 }],
    ['500', { kind: 'status', status: 500, count: 2 }],
    ['500 although it was taken', { kind: 'status', status: 500, effect: true, count: 1 }],
    ['dropped after it was taken', { kind: 'drop-after', count: 1 }],
    ['dropped before', { kind: 'drop-before', count: 3 }],
    ['a page of HTML', { kind: 'html', count: 1 }],
    ['408 although it was taken', { kind: 'status', status: 408, effect: true, count: 1 }],
    ['an error of its own', { ...slackSays('internal_error'), count: 2 }],
    [
      'such an error although it was taken',
      { ...slackSays('fatal_error'), effect: true, count: 1 },
    ],
    ['that there are too many', { ...slackSays('ratelimited'), count: 2 }],
  ])('when they answer %s', async (_name, fault) => {
    const { sandbox } = await sandboxed();
    const faults = [
      { ...slack, ...fault },
      { ...pagerduty, ...fault },
    ];
    const result = await told(sandbox, [[rate(true, 0)], [rate(false, 1)]], { faults });
    expect(result.messages).toEqual([firing, resolved]);
    expect(result.pages).toEqual([`${page}: resolved`]);
  });

  it('when it is killed after any line of its journal, and each answer was lost besides', async () => {
    const evaluations = [[rate(true, 0)], [rate(false, 1)]];
    const whole = await told((await sandboxed()).sandbox, evaluations);
    expect(whole.lines).toBeGreaterThan(8);
    for (let stopAfter = 1; stopAfter <= whole.lines; stopAfter += 1) {
      const { sandbox } = await sandboxed();
      const faults: FaultInput[] = [{ ...slack, kind: 'drop-after', skip: 1, count: 1 }];
      const result = await told(sandbox, evaluations, { stopAfter, faults });
      expect([stopAfter, result.messages, result.pages]).toEqual([
        stopAfter,
        [firing, resolved],
        [`${page}: resolved`],
      ]);
    }
  });

  it('goes on with the next one where Slack refuses one for good', async () => {
    const { sandbox } = await sandboxed();
    const faults: FaultInput[] = [{ ...slack, ...slackSays('msg_too_long'), count: 1 }];
    const { messages } = await told(sandbox, [[rate(true, 0)], [rate(false, 1)]], { faults });
    expect(messages).toEqual([resolved]);
  });

  it('once a watch is started with a token that is taken, and with a routing key', async () => {
    const { sandbox } = await sandboxed();
    const journal = memoryJournal(() => start);
    const clock = fakeClock(start);
    const env = {
      SLACK_BOT_TOKEN: lesserCredentials.slackReader,
      PAGERDUTY_ROUTING_KEY: undefined,
    };
    const poor = await sandboxContext(sandbox, { journal, clock, env });
    const first = await openNotifier(poor, parts);
    await first.evaluated([rate(true, 0)]);
    await first.evaluated([rate(false, 1)]);
    expect(first.waiting()).toBe(4);
    await first.close();
    const rich = await sandboxContext(sandbox, { journal, clock });
    await (await openNotifier(rich, parts)).retry();
    expect(worldEventsOf(sandbox.world, 'message').map(({ text }) => text)).toEqual([
      firing[1],
      resolved[1],
    ]);
    expect(pagesOf(sandbox)).toEqual([`${page}: resolved`]);
  });

  it('goes on with the next one where PagerDuty refuses one for good', async () => {
    const { sandbox } = await sandboxed();
    const faults: FaultInput[] = [{ ...pagerduty, kind: 'status', status: 400, count: 1 }];
    const { messages } = await told(sandbox, [[rate(true, 0)], [rate(false, 1)]], { faults });
    expect(messages).toEqual([firing, resolved]);
    const actions = sandbox.requests().filter(({ system }) => system === 'pagerduty');
    expect(actions.map(({ body }) => JSON.parse(body).event_action)).toEqual([
      'trigger',
      'resolve',
    ]);
  });

  it('once both are back that were down for minutes, one of them longer', async () => {
    const { sandbox } = await sandboxed();
    const context = await sandboxContext(sandbox, { clock: fakeClock(start) });
    const notifier = await openNotifier(context, parts);
    sandbox.inject({ system: 'slack', kind: 'drop-before' });
    sandbox.inject({ system: 'pagerduty', kind: 'drop-before' });
    await notifier.evaluated([rate(true, 0)]);
    await notifier.evaluated([rate(false, 5), down(true, 5)]);
    expect(notifier.waiting()).toBeGreaterThan(4);
    sandbox.clearFaults();
    sandbox.inject({ system: 'pagerduty', kind: 'status', status: 503 });
    await notifier.evaluated([rate(false, 6), down(true, 6)]);
    const texts = () => worldEventsOf(sandbox.world, 'message').map(({ text }) => text);
    const all = [firing[1], 'P1 Service Down: firing (production)', resolved[1]];
    expect(new Set(texts())).toEqual(new Set(all));
    expect(pagesOf(sandbox)).toEqual([]);
    sandbox.clearFaults();
    await notifier.retry();
    expect(notifier.waiting()).toBe(0);
    expect(texts()).toHaveLength(3);
    expect(texts().indexOf(firing[1] ?? '')).toBeLessThan(texts().indexOf(resolved[1] ?? ''));
    const pages = worldEventsOf(sandbox.world, 'page').map(({ action }) => action);
    expect(pages).toEqual(['trigger', 'trigger', 'resolve']);
  });

  it('posts again, and says so, where the token may not look whether it was posted', async () => {
    const { sandbox } = await sandboxed();
    const faults: FaultInput[] = [
      { ...slack, kind: 'drop-after', count: 1 },
      { system: 'slack', path: '/api/conversations.history', ...slackSays('missing_scope') },
    ];
    const { messages } = await told(sandbox, [[rate(true, 0)]], { faults });
    expect(messages).toEqual([firing, firing]);
    expect(JSON.stringify(sandbox.requests().at(-1))).toContain('may be a repeat');
  });

  it('waits with the repeat while looking for it fails', async () => {
    const { sandbox } = await sandboxed();
    const history = { system: 'slack', path: '/api/conversations.history' } as const;
    const faults: FaultInput[] = [
      { ...slack, kind: 'drop-after', count: 1 },
      { ...history, kind: 'status', status: 500, count: 1 },
      { ...history, ...slackSays('internal_error'), count: 1 },
      { ...history, kind: 'wrong-types', count: 1 },
    ];
    const { messages } = await told(sandbox, [[rate(true, 0)]], { faults });
    expect(messages).toEqual([firing]);
  });

  it('posts again, and says so, where nobody can look whether it was posted', async () => {
    const { sandbox } = await sandboxed();
    const faults: FaultInput[] = [{ system: 'slack', kind: 'drop-after', count: 1 }];
    const env = { SLACK_BOT_TOKEN: undefined };
    const { messages } = await told(sandbox, [[rate(true, 0)]], { faults, env });
    expect(messages).toHaveLength(2);
    const bodies = sandbox.requests().filter(({ system }) => system === 'slack');
    expect(JSON.stringify(bodies.at(-1))).toContain('may be a repeat');
  });
});
