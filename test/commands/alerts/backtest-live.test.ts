import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import backtest from '../../../src/commands/alerts/backtest.ts';
import type { Sandbox } from '../../../src/sandbox/index.ts';
import { sandboxed } from '../../sandbox/sandboxed.ts';
import { memoryJournal } from '../../support/journal.ts';
import { sandboxContext } from '../../support/sandbox-context.ts';
import { plainScreen } from '../../support/terminal.ts';

const live = { update: () => {}, emit: () => {} };
const minute = 60;
const day = 1440 * minute;
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tsops-history-'));
});
afterEach(() => rmSync(home, { recursive: true }));

type Parts = NonNullable<Parameters<typeof sandboxContext>[1]>;

async function run(sandbox: Sandbox, given: Record<string, unknown>, parts: Parts = {}) {
  const parsed = backtest.input.safeParse(given);
  if (!parsed.success) throw new Error(parsed.error.issues.map(({ message }) => message).join());
  const host = { cwd: home, env: sandbox.env };
  const context = await sandboxContext(sandbox, { host, ...parts });
  const outcome = await backtest.run(parsed.data, context, live);
  return { ...outcome, text: backtest.view(outcome.data, plainScreen(context.clock.now)) };
}

function put(name: string, text: string): void {
  writeFileSync(join(home, name), text);
}

const ruleOf = (name: string, condition: string) =>
  `- {name: ${name}, severity: P3, condition: '${condition}', channels: [slack-alerts], message: m}\n`;

describe('alerts backtest --since', () => {
  it('finds the trouble of earlier weeks by the shipped rules, in every source', async () => {
    const { sandbox } = await sandboxed('calm');
    const { data, verdict } = await run(sandbox, { since: '30d' });
    const start = sandbox.world.startedAt / 1000;
    const fired = data.rules.map(({ name, firings }) => [
      name,
      firings.map(({ from }) => Math.floor((start - from) / day)),
    ]);
    expect(verdict).toBe('ok');
    expect(fired).toEqual([
      ['Service Down', [25]],
      ['Service Down', [25]],
      ['High Error Rate', [18, 16]],
      ['Performance Degradation', [9]],
      ['Error Spike', [18, 16]],
      ['Low Cache Hit Ratio', [15]],
    ]);
  });

  it('says what each source has: minutes of CloudWatch for 15 days, then five of them', async () => {
    const { sandbox } = await sandboxed('calm');
    const given = { since: '30d', rule: 'Low Cache Hit Ratio' };
    const { data, text } = await run(sandbox, given);
    const [source] = data.history?.sources ?? [];
    const now = data.history?.to ?? 0;
    expect(source).toMatchObject({ metric: 'cache_hit_ratio', source: 'CloudWatch', detail: null });
    expect(source?.parts).toEqual([
      { from: now - 30 * day, to: now - 15 * day, step: 300_000 },
      { from: now - 15 * day, to: now, step: 60_000 },
    ]);
    expect(data.rules[0]?.caveats).toEqual([
      { kind: 'coarser', from: now - 30 * day + 300, to: now - 15 * day, step: 300_000 },
    ]);
    expect(text).toMatch(/Low Cache Hit Ratio: until .* a value every 5m only/);
  });

  it('says of a rule that its source remembers less than was asked for', async () => {
    const { sandbox } = await sandboxed('calm');
    const { data, text } = await run(sandbox, { since: '120d', rule: 'Error Spike' });
    expect(data.rules[0]?.caveats).toMatchObject([
      { kind: 'shorter', why: 'Sentry keeps events for 90 days' },
    ]);
    expect(text).toMatch(/nothing is known before .*\(Sentry keeps events\s+for 90 days\)/);
  });

  it('knows every metric of the catalogue that the sandbox has', async () => {
    const { sandbox } = await sandboxed('calm');
    const metrics = [
      'new_issues > 0 in 1h',
      'unhandled_rejections > 9',
      'p50_latency > 60s',
      'p99_latency > 60s',
      'origin_latency > 60s',
      'requests < 1',
      'cdn_error_rate > 50%',
      'lcp > 60s',
      'inp > 60s',
      'cls > 9',
      'fcp > 60s',
    ];
    put('alert-rules.yml', metrics.map((each, index) => ruleOf(`R${index}`, each)).join(''));
    const { data, verdict } = await run(sandbox, { since: '20d' });
    const silent = data.rules.filter(({ noSamples }) => noSamples).map(({ name }) => name);
    // Its browsers report no FCP.
    expect(silent).toEqual(['R10']);
    expect(verdict).toBe('ok');
    // Two kinds of errors that nobody had seen before, 19 and 17 days ago.
    expect(data.rules[0]?.firings).toHaveLength(2);
  });

  it('counts requests of five minutes as those of one', async () => {
    const { sandbox } = await sandboxed('calm');
    put('alert-rules.yml', ruleOf('Many', 'requests > 3000'));
    const { data } = await run(sandbox, {
      since: '30d',
      to: String(sandbox.world.startedAt / 1000 - 16 * day),
    });
    expect(data.rules[0]).toMatchObject({ noSamples: false, firings: [] });
  });

  it('leaves unknown what a source did not tell, and evaluates the rest', async () => {
    const { sandbox } = await sandboxed('calm');
    sandbox.inject({ system: 'sentry', kind: 'status', status: 500 });
    const { data, verdict, problems, text } = await run(sandbox, { since: '7d' });
    const unknown = data.rules.filter((each) => each.unknown !== null).map(({ name }) => name);
    expect(unknown).toEqual(['High Error Rate', 'Error Spike']);
    expect(verdict).toBe('warn');
    expect(problems).toMatchObject([{ kind: 'unreachable' }]);
    expect(text).toMatch(/Error Spike +0s +unknown/);
    expect(text).toMatch(/Error Spike: unknown: Sentry: Sentry is in trouble: it answered 500/);
  });

  it('could not tell where nothing at all could be evaluated', async () => {
    const { sandbox } = await sandboxed('calm');
    sandbox.inject({ system: 'sentry', kind: 'drop-before' });
    const { verdict, data, text } = await run(sandbox, { since: '7d', rule: 'Error Spike' });
    expect(verdict).toBe('unknown');
    expect(data).toMatchObject({ samples: 0, from: null, rules: [{ firings: [], score: null }] });
    expect(text).toMatch(/\? unknown {2}nothing could be evaluated/);
  });

  it('uses what was read before a source refused more', async () => {
    const { sandbox } = await sandboxed('calm');
    sandbox.inject({
      system: 'sentry',
      path: '*events-timeseries*',
      skip: 2,
      kind: 'status',
      status: 503,
    });
    const { data, verdict } = await run(sandbox, { since: '30d', rule: 'Error Spike' });
    const [source] = data.history?.sources ?? [];
    expect(source?.parts.map(({ from, to }) => Math.round((to - from) / day))).toEqual([12]);
    expect(source?.detail).toContain('503');
    expect(data.rules[0]?.caveats).toMatchObject([{ kind: 'shorter' }]);
    expect(verdict).toBe('ok');
  });

  it('waits where Sentry limits requests for a moment', async () => {
    const { sandbox } = await sandboxed('calm');
    sandbox.inject({ system: 'sentry', kind: 'status', status: 429, retryAfter: '0s', count: 2 });
    const { data } = await run(sandbox, { since: '7d', rule: 'Error Spike' });
    expect(data.rules[0]?.unknown).toBeNull();
  });

  it('without a key of UptimeRobot says that past outages cannot be read', async () => {
    const { sandbox } = await sandboxed('calm');
    const env = { UPTIMEROBOT_API_KEY: undefined };
    const { data } = await run(sandbox, { since: '7d', rule: 'Service Down' }, { env });
    expect(data.rules[0]?.unknown).toContain('UPTIMEROBOT_API_KEY is not set');
  });
});

describe('a back-test against the incidents of the team', () => {
  /** An incident of the journal, so many minutes before the start of the world. */
  async function journalOf(sandbox: Sandbox, runbook: string | null, from: number, to: number) {
    const journal = memoryJournal(sandbox.world.now);
    const record = await journal.start('incident-canvas');
    const eventAt = (ago: number) => new Date(sandbox.world.startedAt - ago * 60_000).toISOString();
    const shared = { title: 'Canvas too large', severity: 'P2', environment: 'production' };
    await record.append('started', { ...shared, runbook, drill: true, eventAt: eventAt(from) });
    await record.append('resolved', { summary: 'gone', eventAt: eventAt(to) });
    return journal;
  }

  it('tells how soon each rule saw it, and holds it against the rules of its runbook alone', async () => {
    const { sandbox } = await sandboxed('calm');
    const journal = await journalOf(sandbox, 'high-error-rate', 19 * 1440, 19 * 1440 - 60);
    const { data, text } = await run(sandbox, { since: '30d' }, { journal });
    const scoreOf = (name: string) => data.rules.find((each) => each.name === name)?.score;
    expect(scoreOf('High Error Rate')).toMatchObject({ incidents: 1, detected: 1, missed: [] });
    expect(scoreOf('High Error Rate')?.falseAlarms).toHaveLength(1);
    expect(scoreOf('Low Cache Hit Ratio')).toMatchObject({ incidents: 0, missed: [] });
    expect(text).toMatch(/rule +for +fired +detects in +missed +false/);
  });

  it('takes further ones from a file, and none from before anything is known', async () => {
    const { sandbox } = await sandboxed('calm');
    const journal = await journalOf(sandbox, null, 16 * 1440, 16 * 1440 - 50);
    const at = (ago: number) => sandbox.world.startedAt / 1000 - ago;
    put(
      'incidents',
      `${JSON.stringify({ name: 'quiet', from: at(3 * day), to: at(3 * day - 600) })}\n` +
        `${JSON.stringify({ name: 'long ago', from: at(300 * day), to: at(299 * day) })}\n`,
    );
    const given = { since: '30d', incidents: 'incidents', rule: 'Low Cache Hit Ratio' };
    const { data } = await run(sandbox, given, { journal });
    expect(data.rules[0]?.score).toMatchObject({
      incidents: 2,
      detected: 1,
      missed: ['quiet'],
      falseAlarms: [],
    });
  });
});

describe('a back-test that is kept', () => {
  it('is the same again from the file, which only we may read', async () => {
    const { sandbox } = await sandboxed('bad-deploy');
    const rule = 'High Error Rate';
    const first = await run(sandbox, { since: '20d', save: 'kept.ndjson', rule });
    expect(first.next).toEqual(['tsops alerts backtest --history kept.ndjson']);
    expect(statSync(join(home, 'kept.ndjson')).mode & 0o777).toBe(0o600);
    const again = await run(sandbox, { history: 'kept.ndjson', rule });
    expect(again.data.samples).toBe(first.data.samples);
    expect(again.data.rules[0]?.firings).toEqual(first.data.rules[0]?.firings);
    expect(again.data.rules[0]?.firings.length).toBeGreaterThan(1);
  });

  it('is not written over another file, before anything is asked', async () => {
    const { sandbox } = await sandboxed('calm');
    put('kept.ndjson', 'mine');
    await expect(run(sandbox, { since: '7d', save: 'kept.ndjson' })).rejects.toMatchObject({
      kind: 'usage',
      message: '--save: kept.ndjson is there already',
    });
    expect(readFileSync(join(home, 'kept.ndjson'), 'utf8')).toBe('mine');
    expect(sandbox.requests()).toEqual([]);
  });
});

describe('the source of a back-test', () => {
  it.each([
    [{}, /--since 30d .* --history FILE/],
    [{ since: '30d', history: 'h' }, /either --since .* or --history .* not both/],
    [{ history: 'h', save: 's' }, /goes with --since/],
    [{ since: '30' }, /30 is not a duration such as 30d/],
    [{ since: '2y' }, /not a duration/],
    [{ since: '1m' }, /from 1h to 455d/],
  ])('must be one: %j', (given, message) => {
    const parsed = backtest.input.safeParse(given);
    const issues = parsed.success ? [] : parsed.error.issues.map((issue) => issue.message);
    expect(issues.join('\n')).toMatch(message);
  });
});
