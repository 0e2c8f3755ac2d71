import * as z from 'zod/mini';
import { writeToIncident } from '../../actions/protocol/incident-journal.ts';
import { defineCommand } from '../../contract/command.ts';
import { handOff } from '../../domain/incident/hand-off.ts';
import { timelineOf } from '../../domain/incident/timeline.ts';
import { incidentMeant, readIncident } from '../../evidence/incident/open.ts';
import { incidentOption, sentence } from '../input/incident.ts';
import { contentLanguage } from '../view/content-language.ts';
import { viewMarkdown } from '../view/markdown.ts';
import { readIncidentStatus } from './status.ts';

export interface WrittenHandOff {
  readonly incident: string;
  readonly to: string | null;
  readonly language: 'en' | 'ko';
  readonly markdown: string;
}

const input = z.object({
  to: z.optional(sentence),
  incident: z.optional(z.string()),
});

export default defineCommand<z.output<typeof input>, WrittenHandOff>({
  name: 'incident handoff',
  danger: 'local',
  examples: [
    {
      command: "tsops incident handoff --to '@seungho'",
      explains: 'Markdown for the next engineer',
    },
    { command: 'tsops incident handoff --lang ko', explains: 'in Korean' },
  ],
  options: [{ flags: '--to <name>', description: 'the next engineer' }, incidentOption],
  input,
  async run({ to = null, incident: named }, context) {
    const id = await incidentMeant(context, named);
    const read = await readIncident(context, id);
    const { incident, standing } = await readIncidentStatus(read, context);
    const language = await contentLanguage(context);
    const zone = (await context.config()).config.timezone;
    const timeline = timelineOf(read.lines, language, zone);
    const markdown = handOff({ incident, standing, timeline, zone, language, to });
    await writeToIncident(context, id, 'handoff', { to: to ?? null });
    return { verdict: 'ok', data: { incident: id, to: to ?? null, language, markdown } };
  },
  view: ({ markdown }, screen) => viewMarkdown(markdown, screen),
});
