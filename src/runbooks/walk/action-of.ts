/* The write that answers a response, made of the same actions as the commands. */

import type { Action } from '../../contract/action.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { Response } from '../../domain/diagnosis/types.ts';
import type { ActionName } from '../../domain/incident/action-facts.ts';
import { responseTargetOf } from '../target.ts';
import type { Walk } from './state.ts';

export interface Prepared {
  readonly name: ActionName;
  /** A version, paths, a title. */
  readonly target: string;
  // biome-ignore lint/suspicious/noExplicitAny: actions of every plan, receipt and proof
  make(): Promise<Action<any, any, any>>;
}

/** Null for a response that is no write. Nothing is asked or loaded before `make`. */
export function preparedAction(walk: Walk, response: Response): Prepared | null {
  const target = responseTargetOf(response);
  if (target === null) return null;
  switch (response.kind) {
    case 'rollback':
      return { name: 'rollback', target, make: () => rollback(walk, response.version) };
    case 'invalidate':
      return { name: 'invalidate', target, make: () => invalidate(walk, response.paths) };
    case 'issue':
      return { name: 'open-issue', target, make: () => issue(walk, response) };
    default:
      return null;
  }
}

async function rollback(walk: Walk, version: string) {
  const { context, config, environment, runbook, health, language } = walk;
  const { rollbackAction } = await import('../../actions/rollback/action.ts');
  const deploys = await context.services.deploys();
  const site = siteOf(config.environments, environment);
  const reason = language === 'ko' ? `런북 ${runbook.id}` : `runbook ${runbook.id}`;
  const request = {
    version,
    forward: false,
    firstDeploy: false,
    reason,
    invalidate: true,
    waitForRunning: false,
  };
  return rollbackAction({ context, deploys, config, environment, site, request }, health);
}

async function invalidate({ context, environment }: Walk, typed: readonly string[]) {
  const [{ invalidateAction }, { findInvalidation }, { checkPaths }] = await Promise.all([
    import('../../actions/cdn/invalidate.ts'),
    import('../../actions/cdn/environment.ts'),
    import('../../domain/cdn/paths.ts'),
  ]);
  const checked = checkPaths([...typed]);
  if (!checked.ok)
    throw new TsopsError({ kind: 'usage', message: `${typed.join(' ')} cannot be invalidated.` });
  return invalidateAction(await findInvalidation(context, environment, checked.value));
}

async function issue(
  { context, environment }: Walk,
  { title, body }: Extract<Response, { kind: 'issue' }>,
) {
  const { openIssueAction } = await import('../../actions/incident/open-issue.ts');
  const deploys = await context.services.issues();
  return openIssueAction({ context, issues: deploys, environment, title, body });
}

function siteOf<Site>(sites: Readonly<Record<string, Site>>, environment: string): Site {
  const site = sites[environment];
  if (site !== undefined) return site;
  throw new TsopsError({
    kind: 'config',
    message: `The config has no environment ${environment}.`,
    next: ['tsops config show --origin'],
  });
}
