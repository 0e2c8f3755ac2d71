/* What `alerts export prometheus` writes, read by the engine's own tools. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { exportFolder, exportRules } from '../commands/alerts/export-support.ts';
import { isInstalled } from './installed.ts';

const home = exportFolder();

/** Runs a checker of the engine's own in a folder. */
function check(program: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: join(home(), 'out') });
  return { status, output: `${stdout}${stderr}` };
}

describe('alerts export prometheus', () => {
  it.skipIf(!isInstalled('promtool'))('passes promtool, its own unit tests included', async () => {
    await exportRules(home(), 'prometheus', { out: 'out' });
    const rules = check('promtool', 'check', 'rules', 'alert-rules.prometheus.yml');
    expect(rules).toMatchObject({ status: 0, output: expect.stringMatching(/SUCCESS: 1\d rules/) });
    const tests = check('promtool', 'test', 'rules', 'alert-rules.prometheus.test.yml');
    expect(tests).toMatchObject({ status: 0, output: expect.stringContaining('SUCCESS') });
    const written = readFileSync(join(home(), 'out/alert-rules.prometheus.test.yml'), 'utf8');
    const tested = parse(written).tests.map(
      (test: { alert_rule_test: { alertname: string }[] }) => test.alert_rule_test[0]?.alertname,
    );
    expect(tested).toEqual([
      'Service Down',
      'High Error Rate',
      'Performance Degradation',
      'Error Spike',
      'Low Cache Hit Ratio',
      'Cache By Window',
      'Exact',
    ]);
  });

  it.skipIf(!isInstalled('promtool'))(
    'is refused by promtool as soon as a rule is another',
    async () => {
      await exportRules(home(), 'prometheus', { out: 'out' });
      const file = join(home(), 'out/alert-rules.prometheus.yml');
      const rules = readFileSync(file, 'utf8');
      const changed = (from: string, to: string) => {
        expect(rules).toContain(from);
        writeFileSync(file, rules.replace(from, to));
      };
      changed('avg_over_time(cache_hit_ratio[4m59s999ms])', 'avg_over_time(cache_hit_ratio)');
      expect(check('promtool', 'check', 'rules', 'alert-rules.prometheus.yml').status).not.toBe(0);
      changed('error_count > 5', 'error_count > 500000');
      const tests = check('promtool', 'test', 'rules', 'alert-rules.prometheus.test.yml');
      expect(tests.status).not.toBe(0);
      expect(tests.output).toContain('FAILED');
    },
  );

  it.skipIf(!isInstalled('amtool'))('routes by severity, and a P1 silences the rest', async () => {
    await exportRules(home(), 'prometheus', { out: 'out' });
    expect(check('amtool', 'check-config', 'alertmanager.yml').status).toBe(0);
    for (const severity of ['P1', 'P2', 'P3', 'P4']) {
      const route = check(
        'amtool',
        'config',
        'routes',
        'test',
        '--config.file=alertmanager.yml',
        `severity=${severity}`,
      );
      expect(route.output.split('\n')[0]).toBe(severity);
    }
    const written = parse(readFileSync(join(home(), 'out/alertmanager.yml'), 'utf8'));
    expect(written.inhibit_rules).toEqual([
      { source_matchers: ['severity="P1"'], target_matchers: ['severity=~"P2|P3|P4"'] },
    ]);
    const p2 = written.receivers.find(({ name }: { name: string }) => name === 'P2');
    expect(p2.slack_configs[0].channel).toBe('#ops-alerts');
    expect(Object.keys(p2)).toContain('pagerduty_configs');
  });
});
