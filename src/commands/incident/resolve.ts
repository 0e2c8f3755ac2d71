import * as z from 'zod/mini';
import { defineCommand } from '../../contract/command.ts';
import { TsopsError } from '../../contract/errors.ts';
import { incidentMeant, readIncident } from '../../evidence/incident/open.ts';
import { atOption, happenedAt, incidentOption, sentence } from '../input/incident.ts';
import { type LineWritten, viewWritten, writeLine } from './written.ts';

const input = z.object({
  summary: sentence,
  at: z.optional(z.string()),
  force: z._default(z.boolean(), false),
  incident: z.optional(z.string()),
});

/** Exit 5 while nobody knows how an action ended: what is still in flight may undo the resolution. */
export default defineCommand<z.output<typeof input>, LineWritten>({
  name: 'incident resolve',
  danger: 'local',
  examples: [
    {
      command: "tsops incident resolve 'v1.2.3 broke the emoji picker; rolled back'",
      explains: 'end it; then write the report',
    },
  ],
  arguments: [{ syntax: '<summary...>', description: 'the cause, in one sentence' }],
  options: [
    atOption,
    { flags: '--force', description: "resolve even if an action's outcome is unknown" },
    incidentOption,
  ],
  input,
  async run({ summary, at, force, incident }, context) {
    const when = await happenedAt(context, at);
    const id = await incidentMeant(context, incident);
    // Of two people who resolve it at one moment only one does, and the other is told.
    const data = await context.journal.exclusively('incident-resolve', async () => {
      const read = await readIncident(context, id);
      if (read.incident.phase === 'resolved') throw resolvedAlready(id);
      const open = read.incident.effects.find(
        ({ inFlight, status }) => inFlight && status !== null,
      );
      if (open?.status != null && !force) throw stillOpen(open.action, open.line, open.status);
      return writeLine(context, id, 'resolved', { summary, ...when });
    });
    const meant = await incidentMeant(context, undefined, 'or the newest').catch(() => null);
    const named = meant === id ? '' : ` ${id}`;
    return { verdict: 'ok', data, next: [`tsops incident report${named}`] };
  },
  view: viewWritten,
});

function resolvedAlready(id: string): TsopsError {
  return new TsopsError({
    kind: 'refused',
    message: `The incident is resolved already: ${id}.`,
    why: 'Nothing was written.',
    next: [`tsops incident report ${id}`],
  });
}

function stillOpen(action: string, line: string, status: string): TsopsError {
  return new TsopsError({
    kind: 'refused',
    message: `It is not known yet how the ${action} (${line}) ended.`,
    why: 'Nothing was written: what is still in flight may change production after the end.',
    next: [status, 'then resolve it, or add --force'],
  });
}
