/* The write that answers a response, made of the same actions as the commands. */

import type { InvalidateParts } from '../../actions/cdn/plan.ts';
import type { Action } from '../../contract/action.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { Response } from '../../domain/diagnosis/types.ts';
import { targetOf } from '../target.ts';
import type { Walk } from './state.ts';

export interface Prepared {
  /** The command's word: `rollback`, `invalidate`, `open-issue`. */
  readonly name: string;
  /** A version, paths, a title. */
  readonly target: string;
  // biome-ignore lint/suspicious/noExplicitAny: actions of every plan, receipt and proof
  make(): Promise<Action<any, any, any>>;
}

/** Null for a response that is no write. Nothing is asked or loaded before `make`. */
export function preparedAction(walk: Walk, response: Response): Prepared | null {
  const target = targetOf(response);
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

async function rollback({ context, config, environment, runbook, health }: Walk, version: string) {
  const { rollbackAction } = await import('../../actions/rollback/action.ts');
  const deploys = await context.services.deploys();
  const site = siteOf(config.environments, environment);
  const reason = `runbook ${runbook.id}`;
  const request = { version, forward: false, reason, invalidate: true, waitForRunning: false };
  return rollbackAction({ context, deploys, config, environment, site, request }, health);
}

async function invalidate(walk: Walk, paths: readonly string[]) {
  const { invalidateAction } = await import('../../actions/cdn/invalidate.ts');
  return invalidateAction(await invalidateParts(walk, paths));
}

/** Throws a config error where the environment has no distribution. */
export async function invalidateParts(
  { context, config, environment }: Walk,
  paths: readonly string[],
): Promise<InvalidateParts> {
  const { checkPaths } = await import('../../domain/cdn/paths.ts');
  const site = siteOf(config.environments, environment);
  const checked = checkPaths([...paths]);
  if (site.cdn === undefined || !checked.ok) {
    throw new TsopsError({
      kind: 'config',
      message: `No distribution of ${environment} is configured, so that nothing can be invalidated.`,
      next: [`set environments.${environment}.cdn.distributionId in tsops.config.yaml`],
    });
  }
  return {
    environment,
    site: { ...site, cdn: site.cdn },
    config: config.invalidate,
    paths: checked.value,
    cdn: await context.services.cdn(site.cdn.provider),
    http: context.services.http,
    context,
  };
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
    message: `The config knows no environment ${environment}.`,
    next: ['tsops config show --origin'],
  });
}
