import * as z from 'zod/mini';
import { defineCommand } from '../../contract/command.ts';
import type { Screen } from '../../contract/context.ts';
import { type TimelineEntry, timelineOf } from '../../domain/incident/timeline.ts';
import { incidentMeant, readIncident } from '../../evidence/incident/open.ts';
import { incidentArgument } from '../input/incident.ts';
import { contentLanguage } from '../view/content-language.ts';
import { timelineLines } from './timeline-view.ts';

export interface IncidentTimeline {
  readonly incident: string;
  readonly title: string;
  /** IANA name of the team's zone. */
  readonly zone: string;
  readonly entries: readonly TimelineEntry[];
  readonly notes: readonly string[];
}

const input = z.object({ incident: z.optional(z.string()) });

export default defineCommand<z.output<typeof input>, IncidentTimeline>({
  name: 'incident timeline',
  danger: 'read',
  examples: [
    { command: 'tsops incident timeline', explains: 'what happened, in order, with line ids' },
    { command: 'tsops incident timeline --lang ko', explains: 'in Korean' },
  ],
  arguments: [incidentArgument],
  input,
  async run({ incident: named }, context) {
    const { incident, lines, notes } = await readIncident(
      context,
      await incidentMeant(context, named, 'or the newest'),
    );
    const { timezone } = (await context.config()).config;
    const language = await contentLanguage(context);
    const entries = timelineOf(lines, language, timezone);
    const { id, titles } = incident;
    const data = { incident: id, title: titles[language], zone: timezone, entries, notes };
    return { verdict: 'ok', data };
  },
  view: viewTimeline,
});

function viewTimeline(data: IncidentTimeline, screen: Screen): string {
  const { paint } = screen;
  return [
    paint.bold(screen.fit(data.title, screen.columns)),
    ...timelineLines(data.entries, data.zone, screen),
    ...data.notes.map((note) => screen.fit(`${paint.warn('▲')} ${note}`, screen.columns)),
  ].join('\n');
}
