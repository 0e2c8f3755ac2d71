import * as z from 'zod/mini';
import { defineCommand } from '../../contract/command.ts';
import { incidentMeant, readIncident } from '../../evidence/incident/open.ts';
import { incidentOption, sentence, severity } from '../input/incident.ts';
import { type LineWritten, viewWritten, writeLine } from './written.ts';

const input = z.object({
  severity,
  reason: sentence,
  incident: z.optional(z.string()),
});

export default defineCommand<z.output<typeof input>, LineWritten>({
  name: 'incident severity',
  danger: 'local',
  examples: [
    {
      command: "tsops incident severity P1 --reason 'nobody can log in'",
      explains: 'raise or lower it, and say why',
    },
  ],
  arguments: [
    { syntax: '<severity>', description: 'P1 to P4', complete: ['P1', 'P2', 'P3', 'P4'] },
  ],
  options: [{ flags: '--reason <text>', description: 'the reason' }, incidentOption],
  input: {
    safeParse: (raw) => input.safeParse({ reason: '', ...(raw as object) }),
  },
  async run({ severity: to, reason, incident }, context) {
    const id = await incidentMeant(context, incident);
    const { severity: from } = (await readIncident(context, id)).incident;
    const data = await writeLine(context, id, 'severity', { from, to, reason });
    return { verdict: 'ok', data, next: ['tsops incident update'] };
  },
  view: viewWritten,
});
