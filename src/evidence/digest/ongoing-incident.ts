import type { Context } from '../../contract/context.ts';
import type { OngoingIncident } from '../../domain/digest/facts.ts';
import type { Evidence } from '../../domain/evidence/shape.ts';
import { settle } from '../asking/settle.ts';
import { damageText, lookForIncidents } from '../incident/open.ts';

/** The open incident, of the environment before any other; a value of null where none is open. */
export function ongoingIncident(
  context: Pick<Context, 'clock' | 'signal' | 'journal'>,
  environment: string,
  budget: number,
): Promise<Evidence<OngoingIncident | null>> {
  const question = { question: 'is an incident open', source: 'journal', budget };
  return settle(context, question, async () => {
    const { open: all, damaged } = await lookForIncidents(context);
    const open = all.find((each) => each.environment === environment) ?? all[0];
    const [unknown] = damaged;
    if (open === undefined && unknown !== undefined) {
      return { verdict: 'unknown', value: null, detail: damageText(unknown) };
    }
    if (open === undefined) return { verdict: 'ok', value: null, detail: 'no incident is open' };
    const { entries } = await context.journal.read(open.id);
    const last = entries.findLast(({ kind }) => kind.startsWith('runbook-'));
    const at = Date.parse(entries[0]?.eventAt ?? '');
    const walking = last !== undefined && last.kind !== 'runbook-ended';
    const value = { ...open, at, walking };
    return { verdict: 'warn', value, detail: `${open.severity} ${open.title}` };
  });
}
