import * as z from 'zod/mini';
import { defineCommand } from '../../contract/command.ts';
import { TsopsError } from '../../contract/errors.ts';
import { lineNamed } from '../../domain/incident/merged-lines.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { incidentMeant, readIncident } from '../../evidence/incident/open.ts';
import { incidentOption, sentence } from '../input/incident.ts';
import { type LineWritten, viewWritten, writeLine } from './written.ts';

const input = z.object({
  line: z.string(),
  text: sentence,
  incident: z.optional(z.string()),
});

export default defineCommand<z.output<typeof input>, LineWritten>({
  name: 'incident correct',
  danger: 'local',
  examples: [
    {
      command: "tsops incident correct 7 'it was staging, not production'",
      explains: 'the line stays as it was; views show the new text',
    },
    {
      command: "tsops incident correct 'note#1' 'at 03:14'",
      explains: 'a line of a record beside it',
    },
  ],
  arguments: [
    { syntax: '<line>', description: 'an id from tsops incident timeline: 7, note#1' },
    { syntax: '<text...>', description: 'the new text' },
  ],
  options: [incidentOption],
  input,
  async run({ line: name, text, incident }, context) {
    const id = await incidentMeant(context, incident);
    const { lines } = await readIncident(context, id);
    const line = lineNamed(lines, name);
    if (line === undefined) throw noSuchLine(name);
    const where = line.own ? {} : { record: line.record };
    const data = await writeLine(context, id, 'correction', { of: line.seq, text, ...where });
    return { verdict: 'ok', data };
  },
  view: viewWritten,
});

function noSuchLine(name: string): TsopsError {
  return new TsopsError({
    kind: 'usage',
    message: `The incident has no line ${cleanText(name, 40)}.`,
    why: 'Nothing was written.',
    next: ['tsops incident timeline'],
  });
}
