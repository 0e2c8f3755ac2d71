import { byEngine, engineOf } from './browser-engine.ts';
import type { BrowserSplit, ClientShare } from './findings.ts';
import { isOverRepresented } from './over-represented.ts';

/** Events or visits of one browser or system; `users` is 0 where it is not known. */
export interface ClientCount {
  readonly name: string;
  readonly events: number;
  readonly users: number;
}

export interface ClientCounts {
  readonly errors: readonly ClientCount[];
  /** What is usual: page loads, or the errors of another day; null where neither is known. */
  readonly usual: readonly ClientCount[] | null;
}

type Kind = ClientShare['kind'];

const sum = (counts: readonly ClientCount[]): number =>
  counts.reduce((total, { events }) => total + events, 0);

/** A system is blamed before a browser only where it explains clearly more of the errors. */
const browserFirst = 0.75;

/** The shares of browsers and systems, and the one (if any) on which the errors concentrate. */
export function splitByClient(
  counts: Readonly<Record<Kind, ClientCounts>>,
  expectedFrom: string,
): BrowserSplit {
  const [browsers, systems] = [sharesOf('browser', counts.browser), sharesOf('os', counts.os)];
  const [browser, os] = [loudest(counts.browser, browsers), loudest(counts.os, systems)];
  const single =
    browser && os && os.errorShare * browserFirst > browser.errorShare ? os : (browser ?? os);
  const engine = loudestEngine(counts.browser);
  const more = engine && (!single || excessOf(engine) > excessOf(single) + engineFirst);
  const standsOut = (more ? engine : single) ?? null;
  return { clients: [...browsers, ...systems], standsOut, expectedFrom };
}

/** By so much more of the errors an engine must explain than one browser or system, to be named in its place. */
const engineFirst = 0.2;

/** Share of the errors beyond what popularity explains, of a client that stands out: not everybody uses it. */
function excessOf({ errorShare, sessionShare }: ClientShare): number {
  const usual = sessionShare ?? 0;
  return (errorShare - usual) / (1 - usual);
}

/** Browsers of one engine taken together: what breaks in one breaks in all of them. */
function loudestEngine({ errors, usual }: ClientCounts): ClientShare | undefined {
  if (usual === null) return undefined;
  const counts = { errors: byEngine(errors), usual: byEngine(usual) };
  const found = loudest(counts, sharesOf('browser', counts));
  const members = errors.filter(({ name }) => engineOf(name) === found?.name);
  if (found === undefined || members.length < 2) return undefined;
  return { ...found, name: `${found.name} (${members.map(({ name }) => name).join(', ')})` };
}

function sharesOf(kind: Kind, { errors, usual }: ClientCounts): ClientShare[] {
  const [all, allUsual] = [sum(errors), sum(usual ?? [])];
  const shares = errors.map(({ name, events }) => {
    const visits = usual?.find((each) => each.name === name)?.events ?? 0;
    const errorShare = all === 0 ? 0 : events / all;
    const sessionShare = allUsual === 0 ? null : visits / allUsual;
    const lift = sessionShare === null || sessionShare === 0 ? null : errorShare / sessionShare;
    return { kind, name: name || 'unknown', errors: events, errorShare, sessionShare, lift };
  });
  return shares.sort((a, b) => b.errorShare - a.errorShare);
}

/**
 * Tested by people where they are counted: one browser in a loop makes a thousand events and is one person.
 */
function loudest(
  { errors, usual }: ClientCounts,
  clients: readonly ClientShare[],
): ClientShare | undefined {
  if (usual === null) return undefined;
  const people = ({ events, users }: ClientCount): number =>
    users > 0 ? Math.min(users, events) : events;
  const allErrors = errors.reduce((total, each) => total + people(each), 0);
  const allVisits = sum(usual);
  return clients
    .filter((client) => client.name !== 'unknown')
    .find(({ name }) => {
      const own = errors.find((each) => each.name === name);
      const visits = usual.find((each) => each.name === name)?.events ?? 0;
      const counted = { errors: own ? people(own) : 0, allErrors, visits, allVisits };
      return isOverRepresented(counted, errors.length);
    });
}
