import type { Deploy } from '../deploys/history.ts';
import type { ClientShare, DependencyState, DeployTie } from '../errors/findings.ts';
import type { Collected } from '../evidence/findings.ts';
import { minute } from '../time/units.ts';
import { known } from './observation.ts';
import { doOthersHaveThem, foreignHost, hasFailed, isRecurring, shapeOf } from './suspicion.ts';

/** What the rules for several hypotheses need to know, drawn from the evidence once. */
export interface ErrorFacts {
  readonly collected: Collected;
  /** The deploy that the errors are tied to. */
  readonly suspect: DeployTie | null;
  /** Its run failed, and its version is not the one that is served: a part of it may be live. */
  readonly suspectFailed: boolean;
  /** How the errors lie to the suspect in time. */
  readonly shape: 'at-once' | 'late-and-sharp' | null;
  /** A host of others that the errors name, unless the versions themselves tell the deploy from it. */
  readonly foreignHost: string | null;
  /** Pages of other versions have about as many errors a session as the suspect's, in the same minutes. */
  readonly othersToo: boolean;
  /** As many errors came in the same minutes of yesterday, or of a week ago. */
  readonly recurring: boolean;
  /** Share of the events that only the suspect explains; null where that cannot be told. */
  readonly deployShare: number | null;
  /** The dependency in trouble that most events name, or that is in the deepest trouble. */
  readonly service: DependencyState | null;
  /** Share of the events that name it; null where it is not known. */
  readonly serviceShare: number | null;
  readonly client: ClientShare | null;
  /** Share of the errors beyond what the client's popularity explains; null where it is not known. */
  readonly clientShare: number | null;
  /** When the errors ended, whatever ended them; null while they last, and where that is not known. */
  readonly ended: number | null;
  /** The deploy with which they ended, a rollback for one; null where they ended by themselves. */
  readonly endedWith: Deploy | null;
  /** Since when events of all types are missing; null where they are not. */
  readonly silent: number | null;
  readonly fewUsers: boolean;
}

/** Fewer people than one for so many events are no people. */
const eventsPerPerson = 50;
/** Below so many events nothing is said about who is behind them. */
const fewestEvents = 50;

function trouble({ probe, statusPage }: DependencyState): number {
  const told = { none: 0, unknown: 0, minor: 1, major: 2, critical: 2 }[statusPage ?? 'none'];
  return { down: 4, slow: 2, up: 0, unknown: 0 }[probe] + told;
}

/** True where our own probe or the status page shows trouble. */
function inTrouble(dependency: DependencyState): boolean {
  return trouble(dependency) > 0;
}

/** None where none is configured; null where they are not known. */
function services({ dependencies }: Collected): readonly DependencyState[] | null {
  if (dependencies?.verdict === 'no-data') return [];
  return known(dependencies)?.dependencies ?? null;
}

function worstService(collected: Collected): DependencyState | null {
  const all = services(collected) ?? [];
  const weight = (one: DependencyState) => trouble(one) + 10 * (one.errorShare ?? 0);
  return all.filter(inTrouble).sort((a, b) => weight(b) - weight(a))[0] ?? null;
}

/**
 * New types that name a dependency in trouble are not the deploy's doing, however new they are. Where the
 * dependencies are not known, neither is what the deploy alone explains.
 */
function shareOfDeploy(collected: Collected): number | null {
  const dependencies = services(collected);
  const brought = known(collected.correlation)?.newInSuspect ?? null;
  if (brought === null || dependencies === null) return null;
  const troubled = dependencies.filter(inTrouble);
  if (troubled.some(({ errorShare }) => errorShare === null)) return null;
  const theirs = troubled.reduce((sum, { errorShare }) => sum + (errorShare ?? 0), 0);
  return Math.max(0, Math.min(brought, 1 - theirs));
}

function excess(client: ClientShare | null): number | null {
  if (client === null || client.sessionShare === null || client.sessionShare >= 1) return null;
  return Math.max(0, (client.errorShare - client.sessionShare) / (1 - client.sessionShare));
}

function hasFewUsers(collected: Collected): boolean {
  const users = known(collected['affected-users'])?.users;
  const events = known(collected['error-types'])?.events ?? known(collected['error-rate'])?.errors;
  if (users === undefined || events === undefined || events < fewestEvents) return false;
  return users * eventsPerPerson < events;
}

/** Pages that are open keep the old version for a while: so long after a deploy an end is still its doing. */
const endReach = 15 * minute;

/** Another deploy than the one that is suspected, which went live as the errors ended. */
function deployThatEnded(collected: Collected, suspect: DeployTie | null): Deploy | null {
  const ended = known(collected['error-onset'])?.endedAt ?? null;
  const deploys = known(collected['recent-deploys'])?.deploys ?? [];
  if (ended === null) return null;
  const fits = ({ at, endedAt, conclusion, runId }: Deploy): boolean =>
    conclusion === 'success' &&
    runId !== suspect?.runId &&
    ended >= at &&
    ended <= (endedAt ?? at) + endReach;
  return deploys.find(fits) ?? null;
}

export function errorFacts(collected: Collected): ErrorFacts {
  const service = worstService(collected);
  const client = known(collected['browser-split'])?.standsOut ?? null;
  const suspect = known(collected.correlation)?.suspect ?? null;
  return {
    collected,
    suspect,
    suspectFailed: hasFailed(collected, suspect),
    shape: shapeOf(collected, suspect),
    foreignHost: foreignHost(collected),
    othersToo: doOthersHaveThem(collected, suspect),
    recurring: isRecurring(collected),
    deployShare: shareOfDeploy(collected),
    service,
    serviceShare: service?.errorShare ?? null,
    client,
    clientShare: excess(client),
    ended: known(collected['error-onset'])?.endedAt ?? null,
    endedWith: deployThatEnded(collected, suspect),
    silent: known(collected['error-onset'])?.silentSince ?? null,
    fewUsers: hasFewUsers(collected),
  };
}
