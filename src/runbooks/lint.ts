/* Everything that is wrong in a runbook, beyond what keeps it from being run. */
import { existsSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import type { Language } from '../domain/text/language.ts';
import type { Runbook } from './definition.ts';
import type { RunbookFault } from './lint-codes.ts';
import type { ReadRunbook } from './markdown/read.ts';
import { runbookMarkdown } from './markdown/write.ts';
import {
  type Beside,
  type CheckedRunbook,
  checkedRunbook,
  type RunbookCheck,
  readOwn,
} from './own.ts';
import type { OwnFile } from './own-files.ts';
import { programText } from './program-text.ts';
import { mostLines, mostScriptLines, plainStepLines, scriptLinesOf } from './step-lines.ts';
import { insteadOf } from './tsops-instead.ts';

interface Surroundings extends Beside {
  readonly cwd: string;
  readonly path: string | undefined;
  /** Addresses of our own sites. */
  readonly sites: readonly string[];
  /** Columns that a text takes. */
  width(text: string): number;
}

export function lintOwn(file: OwnFile, around: Surroundings): Promise<CheckedRunbook> {
  return readOwn(file, around.cwd, around, looks(around));
}

/** One that comes with tsops is written as Markdown first: the same rules for all. */
export function lintBuiltIn(runbook: Runbook, around: Surroundings): Promise<CheckedRunbook> {
  const written = (language: Language) => ({
    id: runbook.id,
    shown: `built-in/${runbook.id}${language === 'ko' ? '.ko' : ''}.md`,
    text: runbookMarkdown(runbook, language),
  });
  return checkedRunbook(written('en'), written('ko'), around, looks(around));
}

function looks({ cwd, path, width, sites }: Surroundings): RunbookCheck[] {
  return [
    (read) => longSteps(read, width),
    (read) => longScripts(read, width),
    (read) => unknownPrograms(read, cwd, path),
    (read) => doneByTsops(read, sites),
  ];
}

function longSteps({ steps }: ReadRunbook, width: (text: string) => number): RunbookFault[] {
  return steps.flatMap(({ at, step }) => {
    const lines = plainStepLines(step, 'en', width).length;
    if (lines <= mostLines) return [];
    const message = `the step takes ${lines} lines of 80 columns; ${mostLines} fit`;
    return [{ at, code: 'long-step' as const, message, fix: 'say less, or make it two steps' }];
  });
}

function longScripts({ steps }: ReadRunbook, width: (text: string) => number): RunbookFault[] {
  return steps.flatMap(({ at, step }) => {
    const lines = scriptLinesOf(step, width);
    if (lines <= mostScriptLines) return [];
    const message = `the script takes ${lines} lines of 80 columns; ${mostScriptLines} can be read`;
    const fix = 'put it into a file of its own, and call that';
    return [{ at, code: 'long-script' as const, message, fix }];
  });
}

/** A runbook is for every machine of the team, so that this is only worth a look. */
function unknownPrograms(
  { steps }: ReadRunbook,
  cwd: string,
  path: string | undefined,
): RunbookFault[] {
  return steps.flatMap(({ at, step, places }) => {
    if (step.kind !== 'command' || step.own || step.script !== undefined) return [];
    if (installed(step.argv[0], cwd, path)) return [];
    const message = `${step.argv[0]} is not installed here`;
    const fix = 'check its name; on the machine of who is on call it must be there';
    return [{ at: places[0] ?? at, code: 'unknown-program' as const, message, fix }];
  });
}

/** It is run as it is written: this only says what would be better. */
function doneByTsops({ steps }: ReadRunbook, sites: readonly string[]): RunbookFault[] {
  return steps.flatMap(({ at, step, places }) => {
    if (step.kind !== 'command' || step.own) return [];
    const instead = insteadOf(programText(step), sites);
    if (instead === undefined) return [];
    const message = 'tsops has a command for this';
    const fix = `write ${instead.command}`;
    return [{ at: places[0] ?? at, code: 'tsops-has-it' as const, message, fix }];
  });
}

function installed(program: string, cwd: string, path = ''): boolean {
  if (isAbsolute(program)) return existsSync(program);
  if (program.includes('/')) return existsSync(join(cwd, program));
  return path.split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, program)));
}
