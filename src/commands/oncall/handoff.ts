import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as z from 'zod/mini';
import { defineCommand } from '../../contract/command.ts';
import type { Context, Screen } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { Problem } from '../../domain/evidence/result.ts';
import type { Verdict } from '../../domain/evidence/verdict.ts';
import { parseMoment } from '../../domain/incident/moment.ts';
import type { ShiftFacts } from '../../domain/oncall/hand-off/facts.ts';
import { handOffTitles, shiftHandOff } from '../../domain/oncall/hand-off/markdown.ts';
import type { WantedWindow } from '../../domain/oncall/hand-off/window.ts';
import type { Language } from '../../domain/text/language.ts';
import { shellQuote } from '../../domain/text/shell-quote.ts';
import { parseDuration } from '../../domain/time/duration.ts';
import { collectShift } from '../../evidence/oncall/shift-hand-off.ts';
import { contentLanguage } from '../view/content-language.ts';
import { viewMarkdown } from '../view/markdown.ts';
import { writeWhole } from '../view/whole-file.ts';

export interface WrittenShiftHandOff extends ShiftFacts {
  readonly language: Language;
  /** Null where it was printed. */
  readonly file: string | null;
  readonly markdown: string;
}

const input = z.object({
  since: z.optional(z.string()),
  until: z.optional(z.string()),
  out: z.optional(z.string().check(z.minLength(1))),
});
type Input = z.output<typeof input>;

/** Exit 3 where a part of it could not be asked; what is open makes it no failure. */
export default defineCommand<Input, WrittenShiftHandOff>({
  name: 'oncall handoff',
  danger: 'local',
  examples: [
    { command: 'tsops oncall handoff', explains: 'this shift, as Markdown' },
    {
      command: 'tsops oncall handoff --out handoff.md --lang ko',
      explains: 'write a file, in Korean',
    },
    { command: 'tsops oncall handoff --since 12h', explains: 'the last twelve hours' },
    {
      command: "tsops oncall handoff --since '2026-11-16 09:00' --until '2026-11-23 09:00'",
      explains: "an earlier shift, in the team's zone",
    },
  ],
  options: [
    { flags: '--since <time>', description: "'2026-11-23 09:00', or how long ago: 12h" },
    { flags: '--until <time>', description: 'a time like --since (default: now)' },
    { flags: '--out <file>', description: 'write it to this file', complete: 'file' },
  ],
  input,
  async run(given, context) {
    const facts = await collectShift(context, await wantedOf(given, context));
    const language = await contentLanguage(context);
    const markdown = shiftHandOff(facts, language);
    const file = given.out ?? null;
    if (file !== null) await write(context, file, markdown);
    return {
      verdict: verdictOf(facts),
      data: { ...facts, language, file, markdown },
      next: nextOf(facts, file, markdown),
      problems: problemsOf(facts),
    };
  },
  view: viewWritten,
});

function viewWritten({ file, markdown }: WrittenShiftHandOff, screen: Screen): string {
  if (file === null) return viewMarkdown(markdown, screen);
  return `${screen.paint.good('✔')} wrote ${file}`;
}

/** Throws a usage error (exit 2) for what is not a time, lies ahead, or is no stretch of time. */
async function wantedOf({ since, until }: Input, context: Context): Promise<WantedWindow> {
  const now = context.clock.now();
  const zone = (await context.config()).config.timezone;
  const moment = (flag: string, text: string | undefined): number | undefined => {
    if (text === undefined) return undefined;
    const length = parseDuration(text);
    const at = length === undefined ? parseMoment(text, now, zone) : now - length;
    if (at === undefined) {
      throw usage(`${flag} ${text} is not a time: '2026-11-23 09:00', 09:00, or how long ago: 12h`);
    }
    if (at > now) throw usage(`${flag} ${text} has not come yet`);
    return at;
  };
  const wanted = { since: moment('--since', since), until: moment('--until', until) };
  if (wanted.since !== undefined && wanted.since >= (wanted.until ?? now)) {
    throw usage(`--since ${since} is not before ${until === undefined ? 'now' : until}`);
  }
  return wanted;
}

function usage(message: string): TsopsError {
  return new TsopsError({ kind: 'usage', message, next: ['tsops oncall handoff --help'] });
}

/** An earlier hand-off gives way to a new one; any other file does not. */
async function write(context: Context, file: string, markdown: string): Promise<void> {
  const before = await readFile(resolve(context.host.cwd, file), 'utf8').catch(() => null);
  const replaceable =
    before === null ||
    before.trim() === '' ||
    handOffTitles.some((title) => before.startsWith(`# ${title}`));
  if (!replaceable) {
    throw new TsopsError({
      kind: 'refused',
      message: `${file} exists, and is not a hand-off of a shift.`,
      why: 'Nothing was written: what stands in it would be lost.',
      next: ['tsops oncall handoff --out another.md'],
    });
  }
  await writeWhole(context, file, `${markdown}\n`, 'tsops oncall handoff');
}

function evidencesOf(facts: ShiftFacts) {
  const { handOver, incidents, openActions, openPages, silences, alerts, actions, deploys } = facts;
  return [handOver, incidents, openActions, openPages, silences, alerts, actions, deploys];
}

function verdictOf(facts: ShiftFacts): Verdict {
  const blind = evidencesOf(facts).some(({ verdict }) => verdict === 'unknown');
  if (blind || facts.handOver.value?.gap != null) return 'unknown';
  const open = [
    ...(facts.incidents.value?.open ?? []),
    ...(facts.openActions.value ?? []),
    ...(facts.openPages.value ?? []),
    ...(facts.silences.value ?? []),
    ...(facts.alerts.value?.firing ?? []),
    ...(facts.alerts.value?.waiting ?? []),
  ];
  return open.length > 0 ? 'warn' : 'ok';
}

function problemsOf(facts: ShiftFacts): Problem[] {
  return evidencesOf(facts).flatMap(({ problem }) => (problem === undefined ? [] : [problem]));
}

/** What Slack shows of a message. */
const longestPost = 3000;

/** What is printed goes on into a file or a message as it stands: nothing is added to it. */
function nextOf({ incidents }: ShiftFacts, file: string | null, markdown: string): string[] {
  if (file === null) return [];
  const open = incidents.value?.open ?? [];
  return [
    ...(open.length > 0 ? ['tsops incident handoff'] : []),
    ...(markdown.length > longestPost ? [] : [`tsops notify - --yes < ${shellQuote([file])}`]),
  ];
}
