import { openIssueAction } from '../../actions/incident/open-issue.ts';
import { perform } from '../../actions/protocol/perform.ts';
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { reportWords } from '../../domain/incident/report-words.ts';
import { textHash } from '../../domain/incident/text-hash.ts';
import type { Language } from '../../domain/text/language.ts';
import type { ReadIncident } from '../../evidence/incident/open.ts';

/** Opens the report as an issue, or comments on the incident's; resolves to its address. */
export async function publishReport(
  context: Context,
  { incident }: ReadIncident,
  { language, markdown }: { readonly language: Language; readonly markdown: string },
  { issue, yes }: { readonly issue?: number | undefined; readonly yes: boolean },
): Promise<string | null> {
  const commentOn = issue ?? incident.issue ?? undefined;
  const action = openIssueAction({
    context,
    issues: await context.services.issues(),
    environment: incident.environment,
    title: `${incident.drill ? 'DRILL ' : ''}${reportWords[language].title}: ${incident.titles[language]}`,
    body: markdown,
    labels: ['incident-report'],
    incident: incident.id,
    lookFor: `<!-- tsops:report-of ${incident.id} `,
    marker: `<!-- tsops:report-of ${incident.id} ${textHash(markdown)} -->`,
    ...(commentOn === undefined ? {} : { commentOn }),
  });
  const { data, problems } = await perform(action, context, {
    yes,
    confirm: undefined,
    dryRun: false,
    wait: true,
    timeout: action.timeout,
    typed: context.host.typed,
  });
  if (data.state === 'done') return data.proof?.url ?? null;
  throw new TsopsError({
    kind: 'unreachable',
    message: `The report is written, but not known to be on GitHub: ${data.detail}`,
    next: problems.flatMap(({ next = [] }) => next),
  });
}
