import * as z from 'zod/mini';
import {
  amount,
  type SharePlan,
  type ShareReceipt,
  shareIncidentAction,
} from '../../actions/incident/share.ts';
import type { Performed } from '../../contract/action.ts';
import { defineAction } from '../../contract/command.ts';
import type { Screen } from '../../contract/context.ts';
import { escapeMarkdown, withoutMentions } from '../../domain/incident/markdown.ts';
import type { SharedEntry } from '../../domain/incident/shared-entry.ts';
import { lineText } from '../../domain/incident/timeline-texts.ts';
import { type Language, say } from '../../domain/text/language.ts';
import { incidentMeant, type ReadIncident, readIncident } from '../../evidence/incident/open.ts';
import { incidentArgument } from '../input/incident.ts';
import { contentLanguage } from '../view/content-language.ts';
import { refusingGuards } from '../view/refusing-guards.ts';
import { issueNumber } from './issue-number.ts';

const input = z.object({
  incident: z.optional(z.string()),
  issue: z.optional(issueNumber),
});

type Shared = Performed<SharePlan, ShareReceipt, { readonly entries: number }>;

export default defineAction<
  z.output<typeof input>,
  SharePlan,
  ShareReceipt,
  { readonly entries: number }
>({
  name: 'incident share',
  danger: 'remote',
  examples: [
    {
      command: 'tsops incident share',
      explains: "every entry as a comment of the incident's issue, each once",
    },
    { command: 'tsops incident share --issue 42 --yes', explains: 'of an existing issue' },
  ],
  arguments: [incidentArgument],
  options: [{ flags: '--issue <number>', description: 'the issue to write to; else its own' }],
  input,
  async action({ incident: named, issue }, context) {
    const id = await incidentMeant(context, named, 'or the newest');
    const read = await readIncident(context, id);
    const { incident } = read;
    const language = await contentLanguage(context);
    const { timezone } = (await context.config()).config;
    return shareIncidentAction({
      context,
      issues: await context.services.issues(),
      environment: incident.environment,
      incident: id,
      title: `${incident.drill ? 'DRILL ' : ''}[${incident.severity}] ${incident.titles[language]}`,
      body: withoutMentions(
        `**${incident.severity}** ${escapeMarkdown(incident.titles[language])} (${escapeMarkdown(incident.environment)})\n\nThe journal of \`${id}\`, mirrored by tsops. \`tsops incident join\` rebuilds it elsewhere.`,
      ),
      labels: ['incident'],
      entries: entriesOf(read, language, timezone),
      issue: issue ?? incident.issue,
      startedAt: incident.times.detected.at,
    });
  },
  webPage: ({ receipt, plan }) => receipt?.url ?? plan.issue?.url ?? null,
  view: viewShare,
});

/** But those of sharing itself: each sharing would leave something to share. */
function entriesOf(
  { lines, records }: ReadIncident,
  language: Language,
  zone: string,
): SharedEntry[] {
  const sharing = new Set(
    records
      .filter(({ entries }) => entries.some(({ action }) => action === 'share-incident'))
      .map(({ id }) => id),
  );
  return lines
    .filter(({ record }) => !sharing.has(record))
    .map((line) => ({
      record: line.record,
      entry: line.fields,
      text: withoutMentions(escapeMarkdown(lineText(line, zone)[language])),
    }));
}

function viewShare(shared: Shared, screen: Screen): string {
  const { state, plan, said, receipt, record } = shared;
  const sign = screen.sign(state === 'done' || state === 'planned' ? 'ok' : 'unknown');
  const planned = say(
    `${amount(plan.missing, 'entries', 'entry')} in ${amount(plan.comments, 'comments', 'comment')} to write, ${plan.there} there already`,
    `항목 ${plan.missing}개를 댓글 ${plan.comments}개로 기록 예정, ${plan.there}개는 이미 있음`,
  );
  return [
    `${sign} ${plan.repository} ${plan.title}`,
    `  ${screen.say(state === 'planned' ? planned : said)}`,
    ...refusingGuards(shared, screen),
    ...(receipt === null
      ? []
      : [
          screen.say(
            say(
              `  wrote    ${amount(receipt.written, 'entries', 'entry')}`,
              `  기록함   항목 ${receipt.written}개`,
            ),
          ),
          `  ${receipt.url}`,
        ]),
    ...(record === null
      ? []
      : [screen.paint.dim(`  ${screen.say(say('record', '기록'))}   ${record}`)]),
  ].join('\n');
}
