import * as z from 'zod/mini';
import { defineCommand } from '../../contract/command.ts';
import type { Screen } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { mergeLines, topicOf } from '../../domain/incident/merged-lines.ts';
import { incidentOf } from '../../domain/incident/replay.ts';
import { joined } from '../../domain/incident/shared-entry.ts';
import { responseClockOf } from '../../domain/incident/standing.ts';
import { type TimelineEntry, timelineOf } from '../../domain/incident/timeline.ts';
import { say } from '../../domain/text/language.ts';
import { escalationFor } from '../../evidence/oncall/escalation.ts';
import { contentLanguage } from '../view/content-language.ts';
import { issueNumber } from './issue-number.ts';
import { type IncidentStatus, viewStatus } from './status-view.ts';
import { timelineLines } from './timeline-view.ts';

export interface JoinedIncident {
  readonly issue: number;
  readonly url: string;
  readonly status: IncidentStatus;
  /** IANA name of the team's zone. */
  readonly zone: string;
  readonly timeline: readonly TimelineEntry[];
}

const input = z.object({ issue: issueNumber });

export default defineCommand<z.output<typeof input>, JoinedIncident>({
  name: 'incident join',
  danger: 'read',
  examples: [
    {
      command: 'tsops incident join 42',
      explains: "another machine's incident, from its shared issue; read-only",
    },
  ],
  arguments: [{ syntax: '<issue>', description: 'issue number or URL' }],
  input,
  async run({ issue: number }, context) {
    const issues = await context.services.issues();
    const [issue, comments] = await Promise.all([issues.issue(number), issues.comments(number)]);
    if (issue === null) throw nothingShared(number, 'there is no such issue');
    const { records, altered, missing } = joined(comments.map(({ body }) => body));
    const own = records.find(({ id }) => topicOf(id).startsWith('incident-'));
    if (own === undefined) throw nothingShared(number, 'no incident is shared in it');
    const lines = mergeLines(
      own,
      records.filter((record) => record !== own),
    );
    const incident = incidentOf(lines);
    if (incident === null) throw nothingShared(number, 'its first entry is not there');
    const { config } = await context.config();
    const now = context.clock.now();
    const standing = responseClockOf(incident, now, config.incidents.updateEvery);
    const escalation = await escalationFor(incident, context);
    const language = await contentLanguage(context);
    const notes = [
      ...altered.map((key) => `${key} was altered in the issue and is left out`),
      ...missing.map((key) => `${key} is not in the issue`),
    ];
    const data: JoinedIncident = {
      issue: number,
      url: issue.url,
      status: { language, incident, standing, escalation, now, driven: null, notes },
      zone: config.timezone,
      timeline: timelineOf(lines, language, config.timezone),
    };
    return { verdict: standing.verdict, data, next: [`tsops incident join ${number}`] };
  },
  webPage: ({ url }) => url,
  view: viewJoined,
});

function viewJoined(data: JoinedIncident, screen: Screen): string {
  const { paint } = screen;
  return [
    paint.dim(
      screen.fit(
        screen.say(say(`read-only, from ${data.url}`, `읽기 전용, 출처 ${data.url}`)),
        screen.columns,
      ),
    ),
    viewStatus(data.status, screen),
    '',
    ...timelineLines(data.timeline, data.zone, screen),
  ].join('\n');
}

function nothingShared(issue: number, why: string): TsopsError {
  return new TsopsError({
    kind: 'usage',
    message: `The issue ${issue} cannot be joined: ${why}.`,
    next: ['tsops incident share  (on the machine where the incident is recorded)'],
  });
}
