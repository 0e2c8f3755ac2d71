import type { Context } from '../../contract/context.ts';

interface KnownIncident {
  readonly id: string;
  readonly step: string;
}

/**
 * What an intent says of the incident that it belongs to: the known one, else the one that is open, so that whatever
 * is done meanwhile is recorded in it. `ids`: the records that are there.
 */
export async function belongingTo(
  { incident: known }: { readonly incident?: KnownIncident },
  { journal, clock, terminal }: Pick<Context, 'journal' | 'clock' | 'terminal'>,
  environment: string,
  ids: readonly string[],
): Promise<{ readonly incident?: string; readonly step?: string }> {
  if (known !== undefined) return { incident: known.id, step: known.step };
  // Most times none is open, and then nothing is loaded or read for it.
  if (!ids.some((id) => /(?:^|-)incident-/.test(id))) return {};
  const { damageText, lookForIncidents } = await import('../../evidence/incident/open.ts');
  const { open, damaged } = await lookForIncidents({ journal, clock });
  for (const each of damaged) terminal.warn(damageText(each));
  const meant = open.find((each) => each.environment === environment) ?? open[0];
  return meant === undefined ? {} : { incident: meant.id };
}
