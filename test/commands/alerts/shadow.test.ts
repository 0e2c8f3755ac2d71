import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import check from '../../../src/commands/alerts/check.ts';
import { sandboxed } from '../../sandbox/sandboxed.ts';
import { sandboxContext } from '../../support/sandbox-context.ts';
import { plainScreen } from '../../support/terminal.ts';

const live = { update: () => {}, emit: () => {} };
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const rule = (name: string, condition: string, engine: string) =>
  `- {name: ${name}, severity: P3, condition: '${condition}', channels: [slack-alerts], message: m, engine: ${engine}}\n`;
const errorRate = rule('High Error Rate', 'error_rate > 5% for 5 minutes', 'prometheus');
const hitRatio = rule('Low Cache Hit Ratio', 'cache_hit_ratio < 80% for 30 minutes', 'cloudwatch');

async function shadowed(
  scenario: string,
  rules: string,
  parts: { readonly fault?: string; readonly env?: Record<string, string | undefined> } = {},
) {
  const { sandbox } = await sandboxed(scenario);
  if (parts.fault !== undefined) sandbox.inject({ system: 'prometheus', kind: 'html' });
  const cwd = mkdtempSync(join(tmpdir(), 'tsops-shadow-'));
  folders.push(cwd);
  writeFileSync(join(cwd, 'alert-rules.yml'), rules);
  const context = await sandboxContext(sandbox, {
    env: parts.env ?? {},
    host: { cwd, env: sandbox.env },
  });
  const given = { rules: undefined, rule: undefined, shadow: true };
  const outcome = await check.run(given, context, live);
  const shadow = outcome.data.shadow ?? [];
  const text = check.view(outcome.data, plainScreen(context.clock.now));
  return { outcome, results: shadow.map((each) => [each.rule, each.result]), shadow, text };
}

describe('alerts check --shadow', () => {
  it('agrees with Prometheus and CloudWatch on the rules that they were given', async () => {
    const { results, shadow, outcome, text } = await shadowed('bad-deploy', errorRate + hitRatio);
    expect(results).toEqual([
      ['High Error Rate', 'agree'],
      ['Low Cache Hit Ratio', 'agree'],
    ]);
    expect(shadow[0]).toMatchObject({ ours: { state: 'firing' }, theirs: { state: 'firing' } });
    // It fires, whoever tells people of it.
    expect(outcome.verdict).toBe('bad');
    expect(text).toMatch(/agree +High Error Rate +firing .* prometheus +firing/);
  });

  it('warns of a rule that the engine does not have', async () => {
    const { results, outcome, text } = await shadowed(
      'calm',
      errorRate + rule('Ours Alone', 'error_count > 999', 'prometheus'),
    );
    expect(results).toEqual([
      ['High Error Rate', 'agree'],
      ['Ours Alone', 'differ'],
    ]);
    expect(outcome.verdict).toBe('warn');
    expect(text).toContain('Ours Alone: not deployed there');
  });

  it('is unknown, with the reason, where the engine cannot be asked or has no such thing', async () => {
    const sentry = rule('Spike', 'error_count > 100 in 5 minutes', 'sentry');
    const { results, outcome, shadow } = await shadowed('calm', errorRate + sentry, {
      fault: 'html',
    });
    expect(results).toEqual([
      ['High Error Rate', 'unknown'],
      ['Spike', 'unknown'],
    ]);
    expect(shadow[0]?.reason).toContain('Prometheus answered something that is not JSON');
    expect(shadow[1]?.reason).toMatch(/^cannot be compared: /);
    expect(outcome.verdict).toBe('unknown');
    expect(outcome.problems?.map(({ kind }) => kind)).toEqual(['unreachable']);
  });

  it('names the variable of the token that is missing', async () => {
    const { shadow } = await shadowed('calm', errorRate, { env: { PROMETHEUS_TOKEN: undefined } });
    expect(shadow[0]?.reason).toContain('PROMETHEUS_TOKEN is not set');
  });

  it('asks no engine where tsops evaluates all rules', async () => {
    const { outcome, text } = await shadowed('calm', rule('A', 'error_rate > 5%', 'tsops'));
    expect(outcome.data.shadow).toEqual([]);
    expect(text).toContain('there is nothing to compare');
  });
});
