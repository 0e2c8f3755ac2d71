import { minute } from '../../../domain/time/units.ts';
import { clientsOf } from '../../world/clients.ts';
import { vitalOf } from '../../world/metrics.ts';
import type { World } from '../../world/model.ts';
import type { Client } from '../../world/signals.ts';
import { DEVICES } from './rows.ts';
import { type Term, termsOf } from './search.ts';
import type { QueryWindow } from './window.ts';

/** Vitals that the sandbox's browsers report. */
export type MeasuredVital = 'lcp' | 'inp' | 'cls';

/** By the aggregate that is asked for. */
export const VITALS: Record<string, MeasuredVital> = {
  'p75(measurements.lcp)': 'lcp',
  'p75(measurements.inp)': 'inp',
  'p75(measurements.cls)': 'cls',
};

function clientField({ browser, system }: Client, field: string): string | null | undefined {
  if (field === 'browser.name') return browser;
  if (field === 'os.name') return system;
  return field === 'device.family' ? (DEVICES[system] ?? null) : undefined;
}

function fits(client: Client, { key, value, not }: Term): boolean {
  const own = clientField(client, key);
  return own === undefined || (own === value) !== not;
}

/** The terms of a query that name a client. */
function clientTerms(query: string): Term[] {
  const known = ['browser.name', 'os.name', 'device.family'];
  return termsOf(query).filter(({ key }) => known.includes(key));
}

/** True where vitals are asked for by client, or of some clients alone. */
export function asksByClient(fields: readonly string[], query: string): boolean {
  const vital = fields.some((field) => VITALS[field] !== undefined);
  return vital && (fields.some((field) => !field.includes('(')) || clientTerms(query).length > 0);
}

type Line = Record<string, string | number | null>;

/** A line for each kind of client that the fields tell apart, with the p75 of each vital in its last minute. */
export function vitalLines(
  world: World,
  fields: readonly string[],
  { from, to }: QueryWindow,
  query: string,
): Line[] {
  const terms = clientTerms(query);
  const by = fields.filter((field) => !field.includes('('));
  const isWanted = (client: Client) => terms.every((term) => fits(client, term));
  const names = (client: Client) => by.map((field) => clientField(client, field) ?? null);
  const { browsers, systems } = world.scenario.traffic;
  const kinds = new Map<string, (string | null)[]>();
  for (const { count, ...client } of clientsOf(10_000, browsers, systems))
    if (count > 0 && isWanted(client)) kinds.set(JSON.stringify(names(client)), names(client));
  const at = Math.max(from, to - minute);
  return [...kinds].map(([key, own]) => {
    const ofKind = (client: Client) => isWanted(client) && JSON.stringify(names(client)) === key;
    return Object.fromEntries(
      fields.map((field) => {
        const vital = VITALS[field];
        if (vital) return [field, vitalOf(world, vital, at, ofKind) ?? null];
        return [field, own[by.indexOf(field)] ?? null];
      }),
    );
  });
}
