import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import check from '../../../src/commands/alerts/check.ts';
import type { Sandbox } from '../../../src/sandbox/index.ts';
import { sandboxed } from '../../sandbox/sandboxed.ts';
import { sandboxContext } from '../../support/sandbox-context.ts';
import { plainScreen } from '../../support/terminal.ts';

const live = { update: () => {}, emit: () => {} };
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function folderWith(rules?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'tsops-rules-'));
  folders.push(folder);
  if (rules !== undefined) writeFileSync(join(folder, 'alert-rules.yml'), rules);
  return folder;
}

async function checked(sandbox: Sandbox, rules?: string, env = {}) {
  const cwd = folderWith(rules);
  const context = await sandboxContext(sandbox, { env, host: { cwd, env: sandbox.env } });
  const outcome = await check.run(
    { rules: undefined, rule: undefined, shadow: false },
    context,
    live,
  );
  const states = new Map(outcome.data.alerts.map(({ name, state }) => [name, state]));
  const text = check.view(outcome.data, plainScreen(context.clock.now));
  return { outcome, states, text };
}

/** A rule for each metric, so that each source is asked. */
const everyMetric = [
  'uptime_check == false',
  'error_rate > 90%',
  'error_count > 100000',
  'new_issues > 1000',
  'unhandled_rejections > 100000',
  'p50_latency > 60s',
  'p95_latency > 60s',
  'p99_latency > 60s',
  'cache_hit_ratio < 1%',
  'origin_latency > 60s',
  'requests < 0',
  'cdn_error_rate > 99%',
  'lcp > 60s',
  'inp > 60s',
  'cls > 10',
  'fcp > 60s',
  'ttfb > 60s',
];
const ruleOf = (condition: string) =>
  `- {name: ${condition.split(' ')[0]}, severity: P3, condition: '${condition}', channels: [slack-alerts], message: m}\n`;

describe('alerts check', () => {
  it('finds nothing firing on a calm day, by the shipped rules', async () => {
    const { sandbox } = await sandboxed('calm');
    const { outcome, states } = await checked(sandbox);
    expect(outcome.verdict).toBe('ok');
    expect(new Set(states.values())).toEqual(new Set(['inactive']));
    expect(outcome.data.file).toBe('the shipped rules');
  });

  it('fires on the errors of a bad deploy, and names the runbook', async () => {
    const { sandbox } = await sandboxed('bad-deploy');
    const { outcome, states, text } = await checked(sandbox);
    expect(outcome.verdict).toBe('bad');
    expect(states.get('High Error Rate')).toBe('firing');
    expect(states.get('Service Down')).toBe('inactive');
    expect(outcome.next).toEqual(['tsops runbook high-error-rate']);
    expect(text).toMatch(/firing +P2 +High Error Rate/);
    // The shell prints it below.
    expect(text).not.toContain('tsops runbook high-error-rate');
  });

  it('fires P1 where UptimeRobot and our own probe see the site down', async () => {
    const { sandbox } = await sandboxed('site-down');
    const { outcome } = await checked(sandbox);
    const down = outcome.data.alerts.filter(({ name }) => name === 'Service Down');
    expect(down.map(({ state, labels }) => [state, labels.monitor])).toEqual([
      ['firing', 'TalkStudio API Health'],
      ['firing', 'TalkStudio Production'],
    ]);
  });

  it('has a source for every metric of the catalogue', async () => {
    const { sandbox } = await sandboxed('calm');
    const { outcome } = await checked(sandbox, everyMetric.map(ruleOf).join(''));
    const lacking = outcome.data.alerts.filter(({ state }) => state !== 'inactive');
    // The sandbox's browsers report neither.
    expect(lacking.map(({ name, state }) => [name, state])).toEqual([
      ['fcp', 'no-data'],
      ['ttfb', 'no-data'],
    ]);
  });

  it.each([
    ['new_issues > 0 in 60m', 'bad-deploy'],
    ['unhandled_rejections > 5 in 5m', 'bad-deploy'],
    ['error_count > 100 in 5m', 'bad-deploy'],
  ])('%s fires in %s and not on a calm day', async (condition, scenario) => {
    const bad = await sandboxed(scenario);
    const calm = await sandboxed('calm');
    expect((await checked(bad.sandbox, ruleOf(condition))).outcome.verdict).toBe('bad');
    expect((await checked(calm.sandbox, ruleOf(condition))).outcome.verdict).toBe('ok');
  });

  it('is in error, not inactive, where a source cannot be asked', async () => {
    const { sandbox } = await sandboxed('calm');
    sandbox.inject({ system: 'sentry', kind: 'status', status: 500 });
    const { outcome, states } = await checked(sandbox);
    expect(outcome.verdict).toBe('unknown');
    expect(states.get('High Error Rate')).toBe('error');
    expect(states.get('Low Cache Hit Ratio')).toBe('inactive');
    expect(outcome.problems?.map(({ kind }) => kind)).toEqual(['unreachable']);
  });

  it('fires all the same where another source cannot be asked', async () => {
    const { sandbox } = await sandboxed('site-down');
    sandbox.inject({ system: 'sentry', kind: 'drop-before' });
    expect((await checked(sandbox)).outcome.verdict).toBe('bad');
  });

  it('says where the history of outages is missing, and goes by its own probe', async () => {
    const { sandbox } = await sandboxed('site-down');
    const { outcome } = await checked(sandbox, undefined, { UPTIMEROBOT_API_KEY: undefined });
    const [down] = outcome.data.alerts.filter(({ name }) => name === 'Service Down');
    expect(down).toMatchObject({ state: 'pending' });
    expect(down?.detail).toContain('UPTIMEROBOT_API_KEY is not set');
  });

  it('says which setting a metric without a source wants', async () => {
    const { sandbox } = await sandboxed('calm');
    const rule = ruleOf('lcp > 4s');
    const { outcome } = await checked(sandbox, rule, { SENTRY_AUTH_TOKEN: undefined });
    expect(outcome.data.alerts[0]).toMatchObject({ state: 'error' });
    expect(outcome.data.alerts[0]?.detail).toContain('SENTRY_AUTH_TOKEN is not set');
  });
});

it('says that the clock of this machine is wrong before all else, and nothing where it is right', async () => {
  const { sandbox } = await sandboxed('calm');
  const context = await sandboxContext(sandbox, { host: { cwd: folderWith(), env: sandbox.env } });
  const offset = { aheadMs: -3 * 3_600_000, source: 'api.test' };
  const wrong = { note: () => {}, wrong: () => offset };
  const given = { rules: undefined, rule: undefined, shadow: false };
  const asked = { ...context, services: { ...context.services, clockOffsets: wrong } };
  const told = await check.run(given, asked, live);
  expect(told.data.clock).toMatchObject(offset);
  expect(told.data.at).toBeGreaterThan(context.clock.now() + 2 * 3_600_000);
  expect(check.view(told.data, plainScreen(context.clock.now))).toContain('3h behind');
  const { outcome, text } = await checked(sandbox);
  expect(outcome.data.clock).toBeNull();
  expect(text).not.toContain('clock');
});
