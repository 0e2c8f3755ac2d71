import { verdictOfState } from '../../actions/protocol/result.ts';
import type { RollbackReceipt } from '../../actions/rollback/dispatch.ts';
import type { RollbackPlan } from '../../actions/rollback/parts.ts';
import { showRollbackPlan } from '../../actions/rollback/plan-view.ts';
import type { FailedRun, RollbackProof } from '../../actions/rollback/verify.ts';
import type { Performed } from '../../contract/action.ts';
import type { Screen } from '../../contract/context.ts';

type Rollback = Performed<RollbackPlan, RollbackReceipt, RollbackProof>;

/** The end of a rollback; the plan itself for a dry run, which has shown nothing before. */
export function showRollback(data: Rollback, screen: Screen): string {
  if (data.state === 'planned') return `${showRollbackPlan(data.plan, screen)}\n\n${data.detail}`;
  const { paint } = screen;
  const rows = [
    ['run', data.receipt?.url ?? ''],
    ['changed', changedText(data)],
    ['undo', data.state === 'not-done' ? '' : (data.undo ?? '')],
    ['record', data.record ?? ''],
  ].filter(([, value]) => value !== '');
  const failed = data.proof?.failed ?? null;
  const bad = failed !== null || data.proof?.health?.verdict === 'bad';
  return [
    ...(failed === null ? [] : failedLines(failed, screen)),
    `${screen.sign(bad ? 'bad' : verdictOfState[data.state])} ${data.detail}`,
    screen.table(rows.map(([label = '', value = '']) => [paint.dim(label), value])),
  ].join('\n');
}

function changedText({ state, plan, proof }: Rollback): string {
  if (state !== 'done') return '';
  const before = plan.current?.version ?? 'unknown';
  const invalidation = proof?.served.invalidation ?? null;
  const edge = invalidation === null ? '' : `; invalidated /* (${invalidation})`;
  return `${plan.environment} ${before} → ${plan.target?.version ?? 'unknown'}${edge}`;
}

/** The job and the step that broke, and the end of the log. */
export function failedLines(failed: FailedRun, screen: Screen): string[] {
  const where = [failed.job, failed.step].filter((name) => name !== null).join(' › ');
  const width = screen.terminal ? screen.columns - 4 : Number.POSITIVE_INFINITY;
  const log = failed.log.map((line) => screen.paint.dim(`  │ ${screen.fit(line, width)}`));
  const head = `${screen.sign('bad')} ${where === '' ? 'the run' : where}: ${failed.conclusion}`;
  return [head, ...log, ''];
}

const at = Date.parse('2026-11-23T01:10:00Z');
const runUrl = 'https://github.com/talkstudio/talkstudio-web/actions/runs/19400015838';

export const sampleRollback: Rollback = {
  action: 'rollback',
  state: 'done',
  plan: {
    environment: 'production',
    key: 'production/v1.2.2',
    guards: [
      { name: 'version', state: 'pass', detail: 'v1.2.2 is a tag' },
      { name: 'served', state: 'pass', detail: 'production serves v1.2.3' },
    ],
    current: { version: 'v1.2.3', commit: '3f2c1a9d0b7e', builtAt: at - 120_000, deployedAt: at },
    target: {
      version: 'v1.2.2',
      commit: null,
      builtAt: at - 86_400_000,
      deployedAt: at - 82_800_000,
    },
    proposed: false,
    candidates: [
      { version: 'v1.2.3', deployedAt: at, actor: 'minji-kim', against: 'served' },
      { version: 'v1.2.2', deployedAt: at - 82_800_000, actor: 'minji-kim', against: null },
    ],
    changes: {
      direction: 'leave',
      count: 2,
      commits: [{ sha: '3f2c1a9d0b7e', title: 'Rework the composer', author: 'minji-kim' }],
    },
    workflow: {
      name: 'deploy-prod.yml',
      ref: 'main',
      url: 'https://github.com/talkstudio/talkstudio-web/actions/workflows/deploy-prod.yml',
    },
    inputs: { version: 'v1.2.2' },
    reviewers: [],
    waitMinutes: 0,
    invalidates: 'E2TALKSTUDIO1',
    reason: 'errors since v1.2.3',
    newestRun: { id: 19_400_007_919, readAt: at + 3_600_000 },
    notes: [],
  },
  receipt: { runId: 19_400_015_838, url: runUrl, known: 'answered' },
  proof: {
    served: {
      wanted: 'v1.2.2',
      proved: true,
      reads: ['v1.2.2', 'v1.2.2', 'v1.2.2'],
      serving: 'v1.2.2',
      cutShort: false,
      invalidation: null,
      problems: [],
    },
    failed: null,
    health: { verdict: 'ok', detail: 'ok (2 monitors)' },
  },
  detail: 'production serves v1.2.2, seen three times in a row; health: ok (2 monitors).',
  record: '20261123T011500Z-rollback-production',
  undo: 'tsops rollback v1.2.3 --forward',
};
