import type { Deploy } from '../deploys/history.ts';
import { isTroubled, troubleOf } from '../errors/dependency-trouble.ts';
import type { ClientShare, DependencyState, DeployTie } from '../errors/findings.ts';
import { programBehind } from '../errors/programs.ts';
import { trafficBehind } from '../errors/traffic.ts';
import type { Collected } from '../evidence/findings.ts';
import { minute } from '../time/units.ts';
import { known } from './observation.ts';
import {
  doOthersHaveThem,
  foreignHost,
  hasFailed,
  isRecurring,
  isVersionsOwn,
  openPagesWith,
  outlivedBy,
  shapeOf,
} from './suspicion.ts';
import { ownShare } from './weights.ts';

/** What the rules for several hypotheses need to know, drawn from the evidence once. */
export interface ErrorFacts {
  readonly collected: Collected;
  /** IANA name of the zone in which times are said. */
  readonly zone: string;
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
  /** An older version whose open pages have the new errors as well, though they did not come at once with the suspect. */
  readonly openPages: string | null;
  /** The version that replaced the suspect and has the errors all the same; null where none has. */
  readonly outlivedBy: string | null;
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
  /** The program that nearly all errors are of, by the name of its browser; null where there is none. */
  readonly program: { readonly name: string; readonly share: number } | null;
  /** There is one, and nothing else explains what it met. */
  readonly programAlone: boolean;
  /** How many times the usual traffic, where that alone explains the errors; else null. */
  readonly traffic: number | null;
}

/** Fewer people than one for so many events are no people. */
const eventsPerPerson = 50;
/** Below so many events nothing is said about who is behind them. */
const fewestEvents = 50;

/** None where none is configured; null where they are not known. */
function services({ dependencies }: Collected): readonly DependencyState[] | null {
  if (dependencies?.verdict === 'no-data') return [];
  return known(dependencies)?.dependencies ?? null;
}

function worstService(collected: Collected): DependencyState | null {
  const all = services(collected) ?? [];
  const weight = (one: DependencyState) => troubleOf(one) + 10 * (one.errorShare ?? 0);
  return all.filter(isTroubled).sort((a, b) => weight(b) - weight(a))[0] ?? null;
}

/**
 * New types that name a dependency in trouble are not the deploy's doing, however new they are. Where the
 * dependencies are not known, neither is what the deploy alone explains.
 */
function shareOfDeploy(collected: Collected): number | null {
  const dependencies = services(collected);
  const brought = known(collected.correlation)?.newInSuspect ?? null;
  if (brought === null || dependencies === null) return null;
  const troubled = dependencies.filter((one) => isTroubled(one) && !isBeside(one, collected));
  if (troubled.some(({ errorShare }) => errorShare === null)) return null;
  const theirs = troubled.reduce((sum, { errorShare }) => sum + (errorShare ?? 0), 0);
  return Math.max(0, Math.min(brought, 1 - theirs));
}

/** A dependency that answers, though slowly, explains nothing that came at once with one version and that it alone has. */
function isBeside(dependency: DependencyState, collected: Collected): boolean {
  const isSlow = troubleOf({ ...dependency, probe: 'up' }) === 0 && dependency.probe === 'slow';
  const suspect = known(collected.correlation)?.suspect ?? null;
  return isSlow && isVersionsOwn(collected) && shapeOf(collected, suspect) === 'at-once';
}

function excess(client: ClientShare | null): number | null {
  if (client === null || client.sessionShare === null || client.sessionShare >= 1) return null;
  return Math.max(0, (client.errorShare - client.sessionShare) / (1 - client.sessionShare));
}

function hasFewUsers(collected: Collected): boolean {
  const users = known(collected['affected-users'])?.users ?? Infinity;
  const events =
    known(collected['error-types'])?.events ?? known(collected['error-rate'])?.errors ?? 0;
  return events >= fewestEvents && users * eventsPerPerson < events;
}

function programIn(collected: Collected) {
  const rate = known(collected['error-rate']);
  const clients = known(collected['browser-split'])?.clients ?? [];
  return rate === null || rate.errors < fewestEvents ? null : programBehind(clients, rate);
}

/** Of errors that are new, no traffic is the cause. */
function trafficIn(collected: Collected): number | null {
  const rate = known(collected['error-rate']);
  const fresh = known(collected['error-types'])?.newShare ?? 1;
  return rate === null || fresh >= ownShare ? null : trafficBehind(rate);
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

export function errorFacts(collected: Collected, zone: string): ErrorFacts {
  const service = worstService(collected);
  const program = programIn(collected);
  const client = known(collected['browser-split'])?.standsOut ?? null;
  const suspect = known(collected.correlation)?.suspect ?? null;
  const suspectFailed = hasFailed(collected, suspect);
  const shape = shapeOf(collected, suspect);
  return {
    collected,
    zone,
    suspect,
    suspectFailed,
    shape,
    foreignHost: foreignHost(collected),
    othersToo: doOthersHaveThem(collected, suspect, service?.errorShare ?? 0),
    openPages: shape === 'at-once' || suspectFailed ? null : openPagesWith(collected, suspect),
    outlivedBy: outlivedBy(collected, suspect),
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
    program,
    // A dependency in trouble is no false alarm, whoever met it.
    programAlone: program !== null && service === null,
    traffic: trafficIn(collected),
  };
}
