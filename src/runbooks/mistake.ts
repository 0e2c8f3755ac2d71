import { type LocatedMistake, located } from '../config/located.ts';
import { TsopsError } from '../contract/errors.ts';
import { shellQuote } from '../domain/text/shell-quote.ts';
import { type RunbookFault, type RunbookLintCode, runbookLintCodes } from './lint-codes.ts';

/** One fault with its place. */
export type RunbookMistake = LocatedMistake<RunbookLintCode>;

/** The faults of one file in the order in which one meets them. */
export function placed(
  file: string,
  source: string,
  faults: readonly RunbookFault[],
): RunbookMistake[] {
  return located(file, source, faults, runbookLintCodes);
}

/** `runbooks/a.md:3:5: there is no option --envv; write --env` */
function mistakeText({ file, line, column, message, fix }: RunbookMistake): string {
  return `${file}:${line}:${column}: ${message}; ${fix}`;
}

/** The error (exit 2) of a runbook that is not run because its file is wrong. */
export function brokenRunbook(
  id: string,
  mistakes: readonly RunbookMistake[],
  inPlaceOfOurs: boolean,
): TsopsError {
  const errors = mistakes.filter(({ level }) => level === 'error');
  const [first] = errors;
  const found = errors.length === 1 ? 'a mistake' : `${errors.length} mistakes`;
  return new TsopsError({
    kind: 'config',
    message: [`The runbook ${id} has ${found}.`, ...errors.map(mistakeText)].join('\n'),
    why: 'Nothing was done: a step that is not understood might be the one that matters.',
    next: first === undefined ? [] : nextOf(first.file, inPlaceOfOurs),
    data: { mistakes },
  });
}

/** Where tsops has a runbook of that id, it can be had back at once. */
function nextOf(file: string, inPlaceOfOurs: boolean): string[] {
  const away = shellQuote(['mv', file, `${file}.broken`]);
  return [
    `tsops runbook lint ${shellQuote([file])}`,
    ...(inPlaceOfOurs ? [`${away} # then the runbook of tsops is used`] : []),
  ];
}
