import type { System } from '../../http/exchange.ts';
import { type Ask, dispatch, json, type Reply } from '../../http/reply.ts';
import type { World } from '../../world/model.ts';
import { vendorOutage } from '../vendor.ts';
import { deployRoutes } from './deploys.ts';
import { type Caller, callerOf, dressed } from './gateway.ts';
import { graphqlRoutes } from './graphql.ts';
import { gitHubIssueRoutes } from './issues.ts';
import { jobRoutes } from './jobs.ts';
import { logRoutes, storedLogRoutes } from './logs.ts';
import { refRoutes } from './refs.ts';
import { repositoryRoutes } from './repository.ts';
import { runRoutes } from './runs.ts';
import { fullName, gitHubProblem } from './shape.ts';

/** GitHub's REST API for one repository with one deploy workflow. */
export function github(world: World): System {
  let caller: Caller = { login: '', scopes: '', write: false };
  let used = 0;
  const routes = [
    ...runRoutes(world),
    ...jobRoutes(world),
    ...logRoutes(world),
    ...refRoutes(world),
    ...deployRoutes(world, () => caller),
    ...gitHubIssueRoutes(world, () => caller),
    ...repositoryRoutes(
      world,
      () => caller,
      () => used,
    ),
    ...graphqlRoutes(world, () => caller),
  ];
  const logs = storedLogRoutes(world);
  const handle = (given: Ask): Reply | undefined => {
    const stored = dispatch(logs, given);
    if (stored) return stored;
    // GitHub Enterprise and `gh` for other hosts put the API below a prefix.
    const ask = { ...given, path: given.path.replace(/^\/api\/(v3|(?=graphql))/, '') };
    const who = callerOf(ask);
    if ('status' in who) return who;
    caller = who;
    if (ask.path !== '/rate_limit') used += 1;
    const other = /^\/repos\/([^/]+\/[^/]+)/.exec(ask.path)?.[1];
    if (other && other.toLowerCase() !== fullName(world).toLowerCase()) {
      return dressed(world, ask, caller, json(gitHubProblem('Not Found', 404), 404), used);
    }
    const reply = dispatch(routes, ask);
    return reply && dressed(world, ask, caller, reply, used);
  };
  return { name: 'github', handle, outage: () => vendorOutage(world, 'github') };
}
