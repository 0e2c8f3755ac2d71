import type { ApprovalPlan } from '../../actions/rollback/approval-plan.ts';
import {
  type ApprovalProof,
  type ApprovalReceipt,
  approvalAction,
} from '../../actions/rollback/approve.ts';
import { defineAction } from '../../contract/command.ts';
import { inputOf } from '../../contract/command-input.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { showApproval } from './approve-view.ts';
import { noRunText, runNumberIn } from './run-number.ts';

interface Input {
  readonly run: number | undefined;
  readonly reason: string | undefined;
}

const input = inputOf<Input>(({ parsed }) => ({
  run: parsed('run', runNumberIn, noRunText),
  reason: parsed(
    'reason',
    (text) => (text.trim() !== '' && text.length <= 500 ? text : undefined),
    () => 'needs a sentence of at most 500 characters',
  ),
}));

/** `data` is a Performed: `plan` (run, approvals, guards), `receipt` (what was approved), `proof` (the run afterwards). */
export default defineAction<Input, ApprovalPlan, ApprovalReceipt, ApprovalProof>({
  name: 'rollback approve',
  danger: 'production',
  examples: [
    {
      command: 'tsops rollback approve',
      explains: 'let the run of the newest rollback go on',
    },
    {
      command: 'tsops rollback approve --dry-run',
      explains: 'who may approve it; changes nothing',
    },
    {
      command: 'tsops rollback approve 19400015838 --confirm production',
      explains: 'from a script, of any run of the deploy workflow',
    },
  ],
  arguments: [
    { syntax: '[run]', description: 'number or link of a run (default: the newest rollback)' },
  ],
  options: [{ flags: '--reason <text>', description: 'the comment of the approval' }],
  input,
  async action({ run, reason }, context) {
    const [{ config }, deploys] = await Promise.all([context.config(), context.services.deploys()]);
    const comment = reason === undefined ? null : cleanText(reason);
    return approvalAction({ context, deploys, config, runId: run ?? null, reason: comment });
  },
  webPage: ({ plan }) => plan.run.url,
  view: showApproval,
});
