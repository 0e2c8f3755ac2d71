import { missingDeploysKeys } from '../../config/capabilities/deploys.ts';
import type { Config } from '../../config/schema.ts';
import type { Context } from '../../contract/context.ts';
import { asTsopsError, problemOf, TsopsError } from '../../contract/errors.ts';
import type { Deploy } from '../../domain/deploys/history.ts';
import { type TagFormat, tagFormatOf } from '../../domain/deploys/version-tag.ts';
import type { Problem } from '../../domain/evidence/result.ts';
import { historyFrom } from './history.ts';

/** What GitHub knows of the deploys. */
export interface DeployState {
  /** The latest deploy that succeeded, by environment; an environment without one is left out. */
  readonly latest: Readonly<Record<string, Deploy>>;
  /** All that were read, of every environment, newest first. */
  readonly deploys: readonly Deploy[];
  /** Names of all tags, in no order. */
  readonly tags: readonly string[];
  /** The form of version tags, where it is set. */
  readonly format: TagFormat | null;
}

export type DeployReading =
  | { readonly state: DeployState }
  /** `not-asked`: no credentials, or the repository is not configured. */
  | { readonly state: null; readonly asked: boolean; readonly problem: Problem };

const pageRead = 30;

/** The deploy history and the tags; whatever goes wrong is an answer, never thrown (but an interrupt). */
export async function deployState(
  context: Pick<Context, 'services' | 'config' | 'signal'>,
): Promise<DeployReading> {
  let asked = false;
  try {
    const { config } = await context.config();
    refuseMissingDeploys(config);
    const deployService = await context.services.deploys();
    asked = true;
    const format = tagFormatOf(deployService.tagFormat);
    const [runs, tags] = await Promise.all([
      deployService.runs({ limit: pageRead }),
      deployService.tags(),
    ]);
    const { deploys } = await historyFrom(deployService, Object.keys(config.environments), runs, {
      limit: pageRead,
      known: { tags: new Set(tags.map(({ name }) => name)), format },
      enough: (known) => known.some(wentLive(mainOf(config.environments))),
    });
    const latest = latestByEnvironment(deploys);
    return { state: { latest, deploys, tags: tags.map(({ name }) => name), format } };
  } catch (thrown) {
    context.signal.throwIfAborted();
    return { state: null, asked, problem: problemOf(asTsopsError(thrown)) };
  }
}

/** The environment that people mean where they name none: its last deploy is looked for as long as it takes. */
function mainOf(environments: Readonly<Record<string, unknown>>): string {
  return Object.hasOwn(environments, 'production')
    ? 'production'
    : (Object.keys(environments)[0] ?? '');
}

function wentLive(environment: string): (deploy: Deploy) => boolean {
  return (deploy) => deploy.environment === environment && deploy.conclusion === 'success';
}

/** Throws a config error where it is not set whose deploys are meant. */
export function refuseMissingDeploys(config: Config): void {
  const keys = missingDeploysKeys(config);
  if (keys === null) return;
  throw new TsopsError({ kind: 'config', message: `${keys} are not set`, next: ['tsops init'] });
}

function latestByEnvironment(deploys: readonly Deploy[]): Record<string, Deploy> {
  const latest: Record<string, Deploy> = {};
  for (const deploy of deploys) {
    if (deploy.conclusion === 'success' && deploy.environment !== null) {
      latest[deploy.environment] ??= deploy;
    }
  }
  return latest;
}
