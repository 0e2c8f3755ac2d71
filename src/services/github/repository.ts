import type { Deploys } from '../../ports/deploys.ts';
import type { Reading, Tag } from '../../ports/repository.ts';
import { textOrNull } from '../http/json.ts';
import { toAccess, toComparison, toDependencies, toTags } from './answers.ts';
import type { GitHubAnswer, GitHubClient } from './client.ts';
import { fields } from './fields.ts';
import { toProtection } from './runs.ts';

type RepositoryReads = Pick<
  Deploys,
  'login' | 'access' | 'tags' | 'hasTag' | 'compare' | 'dependencies' | 'protection'
>;

const pageSize = 100;
const lastPage = 100;

/** What is asked of the repository itself; of the token only the kind is told. */
export function repositoryReads(client: GitHubClient, token: string): RepositoryReads {
  return {
    login: async (reading) => loginOf(await client.get('/user', 'who you are', {}, reading)),
    async access(reading) {
      const answer = await client.get('/repos/{owner}/{repo}', 'for the repository', {}, reading);
      return toAccess(
        answer.data,
        answer.headers['x-oauth-scopes'],
        token,
        `${client.owner}/${client.repo}`,
      );
    },
    tags: (reading) => allTags(client, reading),
    async hasTag(name, reading) {
      const route = '/repos/{owner}/{repo}/git/ref/{ref}';
      const answer = await client.find(route, 'for the tag', { ref: `tags/${name}` }, reading);
      return answer !== null && fields(answer.data, 'the tag').ref === `refs/tags/${name}`;
    },
    async compare(base, head, reading) {
      const route = '/repos/{owner}/{repo}/compare/{base}...{head}';
      const range = { base, head, per_page: pageSize };
      return toComparison((await client.get(route, 'to compare versions', range, reading)).data);
    },
    async dependencies(ref, reading) {
      const route = '/repos/{owner}/{repo}/contents/package.json';
      const answer = await client.find(route, 'for the dependencies', { ref }, reading);
      return answer === null ? null : toDependencies(answer.data);
    },
    async protection(environment, reading) {
      const route = '/repos/{owner}/{repo}/environments/{environment_name}';
      const what = { environment_name: environment };
      const answer = await client.find(route, 'for the environment', what, reading);
      return answer === null ? null : toProtection(answer.data);
    },
  };
}

function loginOf(answer: GitHubAnswer): string | null {
  return textOrNull(fields(answer.data, 'the user').login);
}

async function allTags(client: GitHubClient, reading?: Reading): Promise<readonly Tag[]> {
  const page = (number: number) =>
    client.get(
      '/repos/{owner}/{repo}/tags',
      'for the tags',
      { per_page: pageSize, page: number },
      reading,
    );
  const first = await page(1);
  const last = Number(/[?&]page=(\d+)[^>]*>; rel="last"/.exec(`${first.headers.link}`)?.[1] ?? 1);
  const others = Array.from({ length: Math.min(last, lastPage) - 1 }, (_, index) => index + 2);
  const rest = await Promise.all(others.map(page));
  return [first, ...rest].flatMap((answer) => toTags(answer.data));
}
