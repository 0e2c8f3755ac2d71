/* The rules that `alerts export` is tried with, and one run of it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import alertsExport from '../../../src/commands/alerts/export.ts';
import { resolveConfig } from '../../../src/config/resolve.ts';
import { fakeContext } from '../../support/context.ts';
import { fakeTerminal, plainScreen } from '../../support/terminal.ts';

const live = { update: () => {}, emit: () => {} };
const spec = readFileSync(
  new URL('../../../docs/examples/alerts/alert-rules.yml', import.meta.url),
  'utf8',
);
/** Rules beside the shipped ones, each of which an engine says in another way. */
export const moreRules = `  - name: Cache By Window
    severity: P2
    condition: cache_hit_ratio < 50% in 5 minutes for 10 minutes keep firing 5m no data inactive
    channels: [pagerduty, slack-alerts]
    message: "{{ value }} of {{ threshold }}{{ unit }} in {{ env }}, {{ team }}"
    env: production
    labels: { team: web }
    interval: 5m
  - name: Traffic
    severity: P4
    condition: requests < 10 with at least 5 requests no data hold
    channels: [slack-monitoring]
    message: "only {{ value }}"
  - name: Spike
    severity: P4
    condition: change(error_count, baseline 1h) > 200% in 5 minutes
    channels: [slack-monitoring]
    message: "{{ value }}% since {{ since }}"
  - name: Exact
    severity: P3
    condition: error_count > 5 no data inactive
    channels: [slack-alerts]
    message: errors
`;
const production = {
  url: 'https://talkstudio.app',
  cdn: { provider: 'cloudfront' as const, distributionId: 'E2QWRUHAPOMQZL' },
};
const config = resolveConfig({ environments: { production } });
/** A folder for each test with a file of all these rules. */
export function exportFolder(): () => string {
  let home = '';
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'tsops-export-'));
    writeFileSync(join(home, 'alert-rules.yml'), spec + moreRules);
  });
  afterEach(() => rmSync(home, { recursive: true }));
  return () => home;
}

/** Runs `alerts export` in a folder: its data, what it prints, and what it tells on stderr. */
export async function exportRules(
  home: string,
  engine: string,
  given: Record<string, unknown> = {},
) {
  const parsed = alertsExport.input.safeParse({ engine, ...given });
  if (!parsed.success) throw new Error(parsed.error.issues.map(({ message }) => message).join());
  const terminal = fakeTerminal(() => 0);
  const context = fakeContext({ host: { cwd: home }, config, terminal });
  const { data } = await alertsExport.run(parsed.data, context, live);
  const text = alertsExport.view(
    data,
    plainScreen(() => 0),
  );
  return { data, text, told: terminal.lines };
}
