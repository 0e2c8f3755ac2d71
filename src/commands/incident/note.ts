import * as z from 'zod/mini';
import { defineCommand } from '../../contract/command.ts';
import { addedSentence, atOption, happenedAt, incidentOption } from '../input/incident.ts';
import { type LineWritten, viewWritten, writeLine } from './written.ts';

const input = z.object({
  text: addedSentence,
  at: z.optional(z.string()),
  mitigated: z._default(z.boolean(), false),
  incident: z.optional(z.string()),
});

export default defineCommand<z.output<typeof input>, LineWritten>({
  name: 'incident note',
  danger: 'local',
  examples: [
    {
      command: "tsops incident note 'only Android complains'",
      explains: 'record what you see or do',
    },
    {
      command: "tsops incident note 'first complaint' --at 03:12",
      explains: "backdated, in the team's zone; 03:12Z is UTC",
    },
    {
      command: "tsops incident note 'picker hidden, errors gone' --mitigated",
      explains: 'users are no longer affected',
    },
  ],
  arguments: [{ syntax: '<text...>', description: 'one sentence' }],
  options: [
    atOption,
    { flags: '--mitigated', description: 'users have been fine since then' },
    incidentOption,
  ],
  input,
  async run({ text, at, mitigated, incident }, context) {
    const when = await happenedAt(context, at);
    const kind = mitigated ? 'mitigated' : 'note';
    const data = await writeLine(context, incident, kind, { text, ...when });
    return { verdict: 'ok', data };
  },
  view: viewWritten,
});
