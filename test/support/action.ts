import type { Action, Guard, Plan } from '../../src/contract/action.ts';
import { sameText } from './text.ts';

export type FakeWrite = Action<Plan, { readonly id: number }, { readonly served: string }>;

export const fakePlan: Plan = { environment: 'production', guards: [], key: 'key-1' };

/** A rollback that goes well; its parts note themselves in `steps`. */
export function fakeWrite(overrides: Partial<FakeWrite> = {}, guards: readonly Guard[] = []) {
  const steps: string[] = [];
  const action: FakeWrite = {
    name: 'rollback',
    noun: 'rollback',
    danger: 'production',
    timeout: 60_000,
    lock: () => 'deploy-production',
    plan: async () => {
      steps.push('plan');
      return { ...fakePlan, guards };
    },
    showPlan: () => 'v1.2.3 → v1.2.2',
    intent: () => ({ target: 'v1.2.2' }),
    apply: async () => {
      steps.push('apply');
      return { applied: 'yes', receipt: { id: 7 } };
    },
    verify: async () => {
      steps.push('verify');
      return {
        state: 'done',
        verdict: 'ok',
        proof: { served: 'v1.2.2' },
        detail: sameText('v1.2.2 is served'),
        next: ['tsops health'],
      };
    },
    stillRunning: (_plan, receipt) => ({
      detail: sameText(`run ${receipt?.id ?? 'unknown'} goes on`),
      next: ['tsops rollback status'],
    }),
    undo: () => 'tsops rollback v1.2.3 --forward',
    ...overrides,
  };
  return { action, steps };
}
