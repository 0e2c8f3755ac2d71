/* Lines of a walk through High Error Rate, as the journal holds them. */
import { pinTime } from '../../src/domain/evidence/pinned-time.ts';
import type { Runbook } from '../../src/runbooks/definition.ts';
import { type Line, progressOf } from '../../src/runbooks/engine.ts';
import { highErrorRate } from '../../src/runbooks/high-error-rate/runbook.ts';

export const pinned = pinTime(1_795_577_640_000);

/** Lines as the journal numbers them, behind the one that begins the walk. */
export function journal(...lines: Record<string, unknown>[]): Line[] {
  const begun = { kind: 'runbook-started', runbook: 'x', hash: 'y', pinned };
  return [begun, ...lines].map((line, index) => ({ seq: index + 1, ...line }) as Line);
}

export const passed = (step: string, round = 1) => ({ kind: 'passed', step, round });
export const lookedAt = highErrorRate.steps
  .filter(({ section }) => section === 'symptoms' || section === 'diagnosis')
  .map(({ id }) => passed(id));
export const decision = (hypothesis: string, response: object, round = 1) => ({
  kind: 'decision',
  step: 'decide',
  round,
  hypothesis,
  response,
});
export const rollback = { kind: 'rollback', from: 'v1.2.3', version: 'v1.2.2' };
export const acting = {
  kind: 'acting',
  step: 'roll-back',
  round: 1,
  action: 'rollback',
  target: 'v1.2.2',
};
export const acted = (state: string, round = 1) => ({ ...acting, kind: 'acted', state, round });
export const recovery = (recovered: boolean, round = 1) => ({
  kind: 'recovery',
  step: 'roll-back',
  round,
  recovered,
  detail: { en: 'error rate 8.4 % → 7.9 %', ko: '오류율' },
});

export const at = (lines: Line[], runbook: Runbook = highErrorRate) => progressOf(runbook, lines);
export const stepAt = (...lines: Record<string, unknown>[]) => at(journal(...lines)).step?.id;
