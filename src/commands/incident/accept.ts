import * as z from 'zod/mini';
import { defineCommand } from '../../contract/command.ts';
import { incidentMeant, readIncident } from '../../evidence/incident/open.ts';
import { incidentArgument } from '../input/incident.ts';
import { type LineWritten, viewWritten, writeLine } from './written.ts';

const input = z.object({ incident: z.optional(z.string()) });

export default defineCommand<z.output<typeof input>, LineWritten>({
  name: 'incident accept',
  danger: 'local',
  examples: [{ command: 'tsops incident accept', explains: 'take the incident over' }],
  arguments: [incidentArgument],
  input,
  async run({ incident }, context) {
    const id = await incidentMeant(context, incident);
    const { driver } = (await readIncident(context, id)).incident;
    const data = await writeLine(context, id, 'accepted', { from: driver });
    return { verdict: 'ok', data, next: ['tsops incident status'] };
  },
  view: viewWritten,
});
