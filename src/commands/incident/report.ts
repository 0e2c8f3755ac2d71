import * as z from 'zod/mini';
import { writeToIncident } from '../../actions/protocol/incident-journal.ts';
import { defineCommand } from '../../contract/command.ts';
import type { Context, Screen } from '../../contract/context.ts';
import { reportOf } from '../../domain/incident/report.ts';
import { say, type Text } from '../../domain/text/language.ts';
import { incidentMeant, readIncident } from '../../evidence/incident/open.ts';
import { incidentArgument } from '../input/incident.ts';
import { contentLanguage } from '../view/content-language.ts';
import { issueNumber } from './issue-number.ts';
import { editorOf, readReport, shownFile, writeReport } from './report-file.ts';
import { publishReport } from './report-issue.ts';

export interface WrittenReport {
  readonly incident: string;
  /** Null where it was printed. */
  readonly file: string | null;
  /** It was there before, and your own text in it was kept. */
  readonly regenerated: boolean;
  /** How often TODO stands in it. */
  readonly todo: number;
  /** Where it stands on GitHub; null where it was not put there. */
  readonly url: string | null;
  readonly markdown: string;
}

const input = z.object({
  incident: z.optional(z.string()),
  output: z.optional(z.string()),
  open: z._default(z.boolean(), false),
  github: z._default(z.boolean(), false),
  issue: z.optional(issueNumber),
  yes: z._default(z.boolean(), false),
});
type Input = z.output<typeof input>;

export default defineCommand<Input, WrittenReport>({
  name: 'incident report',
  danger: 'local',
  examples: [
    {
      command: 'tsops incident report',
      explains: 'write the report; run again, it keeps your text',
    },
    { command: 'tsops incident report --output - --lang ko', explains: 'print it, in Korean' },
    { command: 'tsops incident report --open', explains: 'open it in $EDITOR' },
    { command: 'tsops incident report --github --yes', explains: 'open a GitHub issue with it' },
  ],
  arguments: [incidentArgument],
  options: [
    {
      flags: '--output <file>',
      description: 'output file (default: <incident>.md here); - prints it',
      complete: 'file',
    },
    { flags: '--open', description: 'open the report in $VISUAL or $EDITOR' },
    { flags: '--github', description: 'open a GitHub issue for it, or comment on its issue' },
    { flags: '--issue <number>', description: 'with --github: comment on this issue' },
    { flags: '--yes', description: 'with --github: consent without a question' },
  ],
  input,
  async run(given, context) {
    if (given.open) editorOf(context);
    const data = await write(given, context);
    if (given.open && data.file !== null) await openEditor(context, data.file);
    const next = data.file === null ? [] : nextOf(given, data);
    return { verdict: 'ok', data, next };
  },
  webPage: ({ url }) => url,
  view: viewReport,
});

async function write(given: Input, context: Context): Promise<WrittenReport> {
  const { output, open } = given;
  const incident = await incidentMeant(context, given.incident, 'or the newest');
  const read = await readIncident(context, incident);
  const language = await contentLanguage(context);
  const zone = (await context.config()).config.timezone;
  const sections = reportOf({ ...read, zone, language });
  const otherLanguage = reportOf({ ...read, zone, language: language === 'en' ? 'ko' : 'en' });
  const file = output === '-' && !open ? null : shownFile(output, incident);
  const before = file === null ? null : await readReport(context, file);
  const markdown = await writeReport(context, {
    file,
    before,
    incident,
    sections,
    language,
    otherLanguage,
  });
  if (file !== null) await recordReport(context, incident, file);
  const url = given.github
    ? await publishReport(context, read, { language, markdown }, given)
    : null;
  return {
    incident,
    file,
    regenerated: before !== null,
    todo: markdown.match(/\bTODO\b/g)?.length ?? 0,
    url,
    markdown,
  };
}

/** A report is worth having where nothing can be recorded any more. */
async function recordReport(context: Context, incident: string, file: string): Promise<void> {
  try {
    await writeToIncident(context, incident, 'report', { file });
  } catch {
    context.terminal.warn('The report is not in the journal: the journal cannot be written to.');
  }
}

async function openEditor(context: Context, file: string): Promise<void> {
  const [program, ...words] = editorOf(context);
  const exit = await context.children.attach(program, [...words, file]);
  if (exit !== 0) context.terminal.warn(`${program} ended with exit code ${exit}.`);
}

/** What was meant without a name is meant without it again; the whole id would wrap on a small window. */
function nextOf({ incident, open, github }: Input, { todo }: WrittenReport): string[] {
  const report =
    incident === undefined ? 'tsops incident report' : `tsops incident report ${incident}`;
  if (todo > 0 && !open) return [`${report} --open`];
  return github ? [] : [`${report} --github`];
}

const kept = say('  your own text in it was kept', '  사람이 쓴 내용은 그대로 두었습니다');

function writtenText(file: string, again: boolean): Text {
  return again
    ? say(`rewrote ${file}`, `${file} 다시 작성함`)
    : say(`wrote ${file}`, `${file} 작성함`);
}

function todoText(todo: number): Text {
  return todo === 0
    ? say('nothing is left to fill in', '남은 작성 항목이 없습니다')
    : say(
        `${todo} TODO${todo === 1 ? '' : 's'} for you to fill in`,
        `사람이 채울 TODO ${todo}개가 남았습니다`,
      );
}

function viewReport({ file, markdown, todo, regenerated, url }: WrittenReport, screen: Screen) {
  if (file === null) return markdown.trimEnd();
  const { paint } = screen;
  return [
    `${paint.good('✔')} ${screen.say(writtenText(file, regenerated))}`,
    `  ${screen.say(todoText(todo))}`,
    ...(regenerated ? [screen.say(kept)] : []),
    ...(url === null ? [] : [`  ${url}`]),
  ].join('\n');
}
