/* The report as a file. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { ReportSection } from '../../domain/incident/report.ts';
import { newReport, notOurs, regenerated } from '../../domain/incident/report-merge.ts';
import type { Language } from '../../domain/text/language.ts';

/** As people name it; relative to where they stand. */
export function shownFile(output: string | undefined, incident: string): string {
  return output === undefined || output === '-' ? `${incident}.md` : output;
}

function pathOf({ host }: Context, file: string): string {
  return isAbsolute(file) ? file : join(host.cwd, file);
}

/** Null where there is no such file. */
export async function readReport(context: Context, file: string): Promise<string | null> {
  try {
    return await readFile(pathOf(context, file), 'utf8');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw notWritten(file, thrown);
  }
}

interface Writing {
  /** Null where it is only printed. */
  readonly file: string | null;
  readonly before: string | null;
  readonly incident: string;
  readonly sections: readonly ReportSection[];
  /** The same in the other language. */
  readonly otherLanguage: readonly ReportSection[];
  readonly language: Language;
}

/** The whole text. What is there and is no report of this incident is not touched. */
export async function writeReport(context: Context, writing: Writing): Promise<string> {
  const { file, before, incident, sections, language, otherLanguage } = writing;
  if (file === null || before === null) {
    const text = newReport(incident, sections);
    if (file !== null) await replace(context, file, text);
    return text;
  }
  const why = notOurs(incident, before);
  if (why !== null) throw foreign(file, why);
  const text = regenerated(before, sections, language, otherLanguage);
  await replace(context, file, text);
  return text;
}

/** Whole or not at all: a full disk must not cost what people wrote. */
async function replace(context: Context, file: string, text: string): Promise<void> {
  const path = pathOf(context, file);
  try {
    await writeFile(`${path}.tsops-new`, text);
    await rename(`${path}.tsops-new`, path);
  } catch (thrown) {
    throw notWritten(file, thrown);
  }
}

/** Program and first arguments. Throws a usage error where there is none, or nobody to use it. */
export function editorOf({ host, terminal }: Context): [string, ...string[]] {
  const [program, ...words] = (host.env.VISUAL || host.env.EDITOR || '').trim().split(/\s+/);
  if (program !== undefined && program !== '' && terminal.interactive) return [program, ...words];
  throw new TsopsError({
    kind: 'usage',
    message: terminal.interactive
      ? '--open: neither VISUAL nor EDITOR is set.'
      : '--open: there is no terminal to edit on.',
    why: 'Nothing was written.',
    next: ['export EDITOR=vi', 'tsops incident report'],
  });
}

function foreign(file: string, why: string): TsopsError {
  return new TsopsError({
    kind: 'refused',
    message: `${file} exists, and is ${why}.`,
    why: 'Nothing was written: what stands in it would be lost.',
    next: ['tsops incident report --output another.md'],
  });
}

function notWritten(file: string, thrown: unknown): TsopsError {
  const { code, message } = thrown as NodeJS.ErrnoException;
  return new TsopsError({
    kind: 'refused',
    message: `${file} cannot be written: ${code ?? message}.`,
    why: 'What was there before is unchanged.',
    next: ['tsops incident report --output -'],
    cause: thrown,
  });
}
