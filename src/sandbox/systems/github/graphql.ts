import { type Ask, json, jsonBody, type Reply, type Route, route } from '../../http/reply.ts';
import type { World } from '../../world/model.ts';
import type { Caller } from './gateway.ts';
import { fullName } from './shape.ts';

/** The few questions that the `gh` client asks by GraphQL: about the repository and who asks. */
export function graphqlRoutes(world: World, caller: () => Caller): Route[] {
  const { owner, name, branch } = world.scenario.repository;
  const repository = {
    id: 'R_kgDOSandbox',
    name,
    nameWithOwner: fullName(world),
    owner: { login: owner, id: 'O_kgDOSandbox' },
    hasIssuesEnabled: true,
    description: '',
    hasWikiEnabled: false,
    defaultBranchRef: { name: branch },
    parent: null,
    mergeCommitAllowed: true,
    rebaseMergeAllowed: true,
    squashMergeAllowed: true,
  };
  const answer = (ask: Ask): Reply => {
    const { query = '' } = jsonBody<{ query: string }>(ask) ?? {};
    const { login, write } = caller();
    const viewerPermission = write ? 'WRITE' : 'READ';
    // The client refuses what it did not ask for.
    const runs = query.includes('pullRequests') ? { pullRequests: { nodes: [] } } : {};
    const data = {
      ...(/\bviewer\b/.test(query) ? { viewer: { login } } : {}),
      ...(/\brepository\(/.test(query)
        ? { repository: { ...repository, viewerPermission, ...runs } }
        : {}),
    };
    return json({ data });
  };
  return [route('POST', '/graphql', answer)];
}
