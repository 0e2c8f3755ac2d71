import { cleanText } from '../../domain/text/clean.ts';
import type { DeployRun } from '../../ports/deploys.ts';
import type { Reading } from '../../ports/repository.ts';
import type { GitHubClient } from './client.ts';

const deployments = '/repos/{owner}/{repo}/deployments';
/** A deployment is made while its run runs; milliseconds of grace on both sides. */
const grace = 60_000;
/** Deployments whose statuses are read at most. */
const looked = 2;

/**
 * The environment of the run's deployment: of those of its commit that were made while it ran, the only one
 * there is, else the one whose status links to the run. At most three requests.
 */
export async function deployedTo(
  client: GitHubClient,
  run: DeployRun,
  reading?: Reading,
): Promise<string | null> {
  const what = { sha: run.sha, per_page: 100 };
  const answer = await client.find(deployments, 'for the deployments', what, reading);
  const made = objects(answer?.data).filter(({ created_at: at }) => {
    const time = Date.parse(String(at));
    return time >= (run.startedAt ?? run.createdAt) - grace && time <= run.updatedAt + grace;
  });
  const names = new Set(made.map(({ environment }) => environment));
  if (names.size === 1) return nameOf(made[0]);
  for (const deployment of made.slice(0, looked)) {
    if (await linksTo(client, deployment.id, run, reading)) return nameOf(deployment);
  }
  return null;
}

async function linksTo(
  client: GitHubClient,
  id: unknown,
  run: DeployRun,
  reading: Reading | undefined,
): Promise<boolean> {
  const route = `${deployments}/{deployment_id}/statuses`;
  const what = { deployment_id: id };
  const answer = await client.find(route, 'for the deployment', what, reading);
  return objects(answer?.data).some(({ log_url: log, target_url: target }) =>
    [log, target].some((link) => new RegExp(`/runs/${run.id}(?:/|$)`).test(String(link))),
  );
}

function nameOf(deployment: Readonly<Record<string, unknown>> | undefined): string | null {
  const name = deployment?.environment;
  return typeof name === 'string' && name !== '' ? cleanText(name, 100) : null;
}

function objects(value: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(value)
    ? value.filter((each) => typeof each === 'object' && each !== null)
    : [];
}
