import * as z from 'zod/mini';
import { trackedIssuePage } from '../../config/capabilities/web-pages.ts';
import { defineCommand } from '../../contract/command.ts';
import type { Context } from '../../contract/context.ts';
import { responseClockOf } from '../../domain/incident/standing.ts';
import { incidentMeant, type ReadIncident, readIncident } from '../../evidence/incident/open.ts';
import { escalationFor } from '../../evidence/oncall/escalation.ts';
import { incidentArgument } from '../input/incident.ts';
import { contentLanguage } from '../view/content-language.ts';
import { type IncidentStatus, viewStatus } from './status-view.ts';

const input = z.object({ incident: z.optional(z.string()) });

/** Exit 1 while it is open, 0 once it is mitigated or resolved. */
export default defineCommand<z.output<typeof input>, IncidentStatus>({
  name: 'incident status',
  danger: 'read',
  examples: [
    {
      command: 'tsops incident status',
      explains: 'what is wrong, since when, what changed, what now',
    },
    { command: 'tsops incident status v1.2.3', explains: 'an earlier one, by part of its id' },
    { command: 'tsops incident status --lang ko', explains: 'in Korean' },
  ],
  arguments: [incidentArgument],
  input,
  async run({ incident }, context) {
    const read = await readIncident(context, await incidentMeant(context, incident));
    const data = await readIncidentStatus(read, context);
    const { next, verdict } = data.standing;
    return { verdict, data, next: [next] };
  },
  webPage: ({ incident }, config) =>
    incident.issue === null ? null : trackedIssuePage(config, incident.issue),
  view: viewStatus,
});

export async function readIncidentStatus(
  { incident, notes, driver }: ReadIncident,
  context: Pick<Context, 'clock' | 'config' | 'options'>,
): Promise<IncidentStatus> {
  const { updateEvery } = (await context.config()).config.incidents;
  const now = context.clock.now();
  return {
    language: await contentLanguage(context),
    incident,
    standing: responseClockOf(incident, now, updateEvery),
    escalation: await escalationFor(incident, context),
    now,
    driven: driver === null ? null : `process ${driver.pid} on ${driver.host}`,
    notes,
  };
}
