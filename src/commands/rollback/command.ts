import { offerSignInToCdn } from '../../actions/protocol/sign-in.ts';
import { rollbackAction } from '../../actions/rollback/action.ts';
import type { RollbackReceipt } from '../../actions/rollback/dispatch.ts';
import { healthOf } from '../../actions/rollback/health.ts';
import type { RollbackPlan } from '../../actions/rollback/parts.ts';
import type { RollbackProof } from '../../actions/rollback/verify.ts';
import type { Environment } from '../../config/schema.ts';
import { defineAction } from '../../contract/command.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { type RollbackInput, rollbackInput } from './input.ts';
import { showRollback } from './view.ts';

/**
 * `data` is a Performed: `plan` (current, target, guards, changes, …), `receipt` (the run), `proof` (what
 * was served, where the run broke, health). Times are epoch milliseconds.
 */
export default defineAction<RollbackInput, RollbackPlan, RollbackReceipt, RollbackProof>({
  name: 'rollback',
  danger: 'production',
  examples: [
    { command: 'tsops rollback v1.2.2', explains: 'deploy v1.2.2, wait, prove that it is served' },
    { command: 'tsops rollback', explains: 'propose the last version that was live and healthy' },
    {
      command: 'tsops rollback v1.2.2 --dry-run',
      explains: 'the plan and its guards; changes nothing',
    },
    {
      command: 'tsops rollback v1.2.2 --confirm production --no-wait',
      explains: 'from a script: start it, and do not wait',
    },
    { command: 'tsops rollback v1.2.3 --forward', explains: 'roll forward again' },
  ],
  arguments: [
    {
      syntax: '[version]',
      description: 'a version tag, like v1.2.2 (default: a proposal)',
      known: 'version',
    },
  ],
  options: [
    { flags: '--forward', description: 'allow a version newer than the one served' },
    { flags: '--first-deploy', description: 'allow a version that never ran in this environment' },
    { flags: '--reason <text>', description: 'the reason; recorded in the journal' },
    { flags: '--no-invalidate', description: 'do not invalidate, even if the CDN stays stale' },
    { flags: '--wait-for-running', description: 'first wait for runs that are in flight' },
  ],
  input: rollbackInput,
  async action(request, context) {
    const [{ config }, environment, deploys] = await Promise.all([
      context.config(),
      context.environment(),
      context.services.deploys(),
    ]);
    const site = config.environments[environment] as Environment;
    const wanted = {
      ...request,
      version: request.version ?? null,
      reason: request.reason === undefined ? null : cleanText(request.reason),
    };
    // Its proof invalidates where the edge stays stale: no time to look for a device then.
    if (wanted.invalidate) await offerSignInToCdn(context, environment);
    const parts = { context, deploys, config, environment, site, request: wanted };
    return rollbackAction(parts, healthOf(context, config, environment));
  },
  webPage: ({ receipt }) => receipt?.url ?? null,
  view: showRollback,
});
