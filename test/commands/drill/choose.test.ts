import { mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AskedDrill, chooseDrill } from '../../../src/commands/drill/choose.ts';
import { firstScenarios, isFirstDrill, keepDrill } from '../../../src/commands/drill/practised.ts';
import { countedEntries, scopeOf } from '../../../src/commands/drill/scope.ts';
import { resolveConfig } from '../../../src/config/resolve.ts';
import { scoreDrill } from '../../../src/domain/drill/score.ts';
import type { JournalEntry } from '../../../src/ports/journal.ts';
import type { RunbookStep } from '../../../src/runbooks/definition.ts';
import { highErrorRate } from '../../../src/runbooks/high-error-rate/runbook.ts';
import { fakeContext } from '../../support/context.ts';
import { shippedScenarios } from '../../support/shipped.ts';
import { runbookOf } from '../../support/walk.ts';

let home: string;
let host: { cwd: string; home: string; env: { XDG_STATE_HOME: string } };
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'tsops-drill-')));
  host = { cwd: home, home, env: { XDG_STATE_HOME: join(home, 'state') } };
  mkdirSync(join(home, 'runbooks'));
});
afterEach(() => rmSync(home, { recursive: true }));

const config = resolveConfig({});
async function chosen(asked: Partial<AskedDrill>) {
  const given = { what: undefined, runbook: undefined, seed: undefined, ...asked };
  const { scenario, runbook, seed } = await chooseDrill(given, fakeContext({ config, host }));
  return { scenario: scenario.name, of: scenario.runbook, runbook: runbook?.id ?? null, seed };
}

const own = (rules: string) =>
  writeFileSync(
    join(home, 'runbooks/mail-queue.md'),
    `# Mail\n\n## Symptoms\n\n- a\n\n## Decision\n\n- **b**\n\n  **Decision:** \`${rules}\`\n`,
  );

describe('the first drill of somebody', () => {
  it('is a kind one as it was written, and the next is any', async () => {
    expect(await chosen({})).toMatchObject({ scenario: 'bad-deploy', seed: 1 });
    keepDrill(host, 'high-error-rate');
    const seeds = new Set<number>();
    for (let nth = 0; nth < 3; nth += 1) seeds.add((await chosen({})).seed);
    expect([...seeds]).not.toEqual([1]);
    expect(statSync(join(home, 'state/tsops/drills.json')).mode & 0o777).toBe(0o600);
  });

  it.each(Object.entries(firstScenarios))('of %s is %s', async (runbook, scenario) => {
    expect(shippedScenarios.find(({ name }) => name === scenario)?.runbook).toBe(runbook);
    expect(await chosen({ what: runbook })).toMatchObject({ scenario, seed: 1 });
    keepDrill(host, runbook);
    expect(isFirstDrill(host, runbook)).toBe(false);
  });

  it('gives way to a seed and to a scenario that are asked for', async () => {
    const seeds = await Promise.all([2, 3, 4, 5].map((seed) => chosen({ seed })));
    expect(new Set(seeds.map(({ scenario }) => scenario)).size).toBeGreaterThan(1);
    expect(await chosen({ what: 'stuck-approval' })).toMatchObject({ scenario: 'stuck-approval' });
  });

  it('is still the first where nothing can be kept', () => {
    writeFileSync(join(home, 'state'), 'a file');
    keepDrill(host, 'high-error-rate');
    expect(isFirstDrill(host, 'high-error-rate')).toBe(true);
  });
});

describe("a drill of the team's own runbook", () => {
  it.each([
    ['errors', 'high-error-rate'],
    ['speed', 'performance-degradation'],
  ])('whose rules are %s plays what belongs to %s', async (rules, of) => {
    own(rules);
    for (const seed of [undefined, 2, 3]) {
      expect(await chosen({ runbook: 'mail-queue', seed })).toMatchObject({
        of,
        runbook: 'mail-queue',
      });
    }
  });

  it('plays the scenario that is named, and may be named itself', async () => {
    own('errors');
    const stale = await chosen({ runbook: 'mail-queue', what: 'stale-cache' });
    expect(stale).toMatchObject({ scenario: 'stale-cache', runbook: 'mail-queue' });
    expect(await chosen({ what: 'mail-queue' })).toMatchObject({ runbook: 'mail-queue' });
  });

  it('is refused where there is none', async () => {
    await expect(chosen({ runbook: 'mail-queu' })).rejects.toMatchObject({ kind: 'usage' });
  });
});

describe('the score of a runbook', () => {
  const base = { title: { en: '', ko: '' }, body: { en: '', ko: '' } };
  const look: RunbookStep = { ...base, id: 'look', section: 'symptoms', kind: 'instruction' };
  const truth = {
    recommended: ['false-alarm' as const],
    tellable: true,
    rollback: null,
    invalidation: false,
  };
  const at = (kind: string, step: string) => {
    return { kind, step, reason: 'r', eventAt: '2026-03-10T03:00:00Z' } as unknown as JournalEntry;
  };

  it('is of what it can do: one that only looks is scored by its checks and its writes', () => {
    const scope = scopeOf(runbookOf([look]));
    expect(scope).toEqual({ hypothesis: false, mitigation: false, checks: true });
    const score = scoreDrill(truth, [at('started', '')], [], scope);
    expect(score).toMatchObject({ points: 30, of: 30 });
    expect(score.parts.map(({ what }) => what)).toEqual(['writes', 'checks']);
    expect(score.verdict.en).toBe('nothing had to be written');
  });

  it('asks for a mitigation where one is due and it has a response', () => {
    const flush: RunbookStep = {
      ...base,
      ...{ id: 'flush', section: 'response', kind: 'command', own: false, script: 'a; b' },
    };
    const scope = scopeOf(runbookOf([flush]));
    const due = { ...truth, invalidation: true };
    expect(scoreDrill(due, [at('started', '')], [], scope).of).toBe(50);
    expect(scoreDrill(truth, [at('started', '')], [], scope).of).toBe(20);
  });

  it('is whole for one that decides', () => {
    expect(scoreDrill(truth, [at('started', '')], [], scopeOf(highErrorRate)).of).toBe(100);
  });

  it('does not count what only people can do where nobody is there', () => {
    const runbook = runbookOf([look]);
    const lines = [at('skipped', 'look'), at('skipped', 'afterwards')];
    expect(countedEntries(lines, runbook, true)).toHaveLength(0);
    expect(countedEntries(lines, runbook, false)).toHaveLength(1);
  });
});
