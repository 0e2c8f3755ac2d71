/*
 * Reads `alert-rules.yml`: YAML with the offset of every value, then the rules in it. The meaning of a rule
 * is in `domain/alerts`.
 */
import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { TsopsError } from '../contract/errors.ts';
import {
  type RuleLintCode,
  type RuleMistake,
  ruleLintCodes,
} from '../domain/alerts/language/lint-codes.ts';
import { type ReadRules, readRules } from '../domain/alerts/language/read-rules.ts';
import type { Rule } from '../domain/alerts/language/rule.ts';
import { senseMistakes } from '../domain/alerts/language/rule-sense.ts';
import { type KnownNames, setMistakes } from '../domain/alerts/language/rule-set.ts';
import { shownPath } from './locate.ts';
import { type LocatedMistake, located } from './located.ts';
import { syntaxFaults } from './syntax.ts';
import { parseTree, type Tree } from './tree.ts';

export const rulesFileName = 'alert-rules.yml';

export type RulesMistake = LocatedMistake<RuleLintCode>;

export interface RulesFile {
  /** As messages call it. */
  readonly file: string;
  readonly rules: readonly Rule[];
  /** In the order in which one meets them. */
  readonly mistakes: readonly RulesMistake[];
}

const limit = 1_048_576;

/**
 * The rules of a file with everything that is wrong in it. Throws a config error (exit 2) where the file
 * cannot be read at all. `known` are the names that must exist elsewhere; without it they are not checked.
 */
export async function readRulesFile(
  file: string,
  cwd: string,
  known?: KnownNames,
): Promise<RulesFile> {
  const path = resolve(cwd, file);
  const shown = shownPath(path, cwd);
  return readAlertRules(textOf(path, shown), shown, known);
}

/** The same of a text that has been read already. */
export async function readAlertRules(
  source: string,
  shown: string,
  known?: KnownNames,
): Promise<RulesFile> {
  const read = await readSource(source);
  const { rules, mistakes } = read;
  const more = known === undefined ? [] : further(read, known);
  return {
    file: shown,
    rules: rules.map(({ rule }) => rule),
    mistakes: located(shown, source, [...mistakes, ...more], ruleLintCodes),
  };
}

function further(read: ReadRules, known: KnownNames): RuleMistake[] {
  return [...read.rules.flatMap((placed) => senseMistakes(placed)), ...setMistakes(read, known)];
}

/** Throws a config error with the mistakes that keep a rule from being evaluated, if there are any. */
export function evaluable({ file, rules, mistakes }: RulesFile): readonly Rule[] {
  const stopping = mistakes.filter(({ code }) => ruleLintCodes[code].stops);
  if (stopping.length === 0) return rules;
  const lines = stopping.map(
    ({ line, column, message, fix }) => `${file}:${line}:${column}: ${message}; ${fix}`,
  );
  throw new TsopsError({
    kind: 'config',
    message: lines.join('\n'),
    why: 'Nothing was evaluated: a rule that is not understood cannot be trusted.',
    next: [`tsops alerts lint ${file}`],
    data: { file, mistakes: stopping },
  });
}

async function readSource(source: string): Promise<ReadRules> {
  let tree: Tree;
  try {
    tree = parseTree(source);
  } catch (thrown) {
    const faults = syntaxFaults(source, thrown);
    const fix = 'put texts with : # { } in quotes, and indent with spaces';
    return {
      rules: [],
      named: [],
      mistakes: faults.map((fault) => ({ ...fault, code: 'yaml', fix })),
    };
  }
  const read = readRules(source, tree.root);
  const faults = tree.faults.map((fault): RuleMistake => {
    return { ...fault, code: 'yaml', fix: 'write the rules plainly, each key once' };
  });
  return { ...read, mistakes: [...faults, ...read.mistakes] };
}

function textOf(path: string, shown: string): string {
  try {
    const { size } = statSync(path);
    if (size > limit) throw unreadable(shown, 'is over 1 MiB; no rules file is this long');
    return readFileSync(path, 'utf8').replace(/^\ufeff/, '');
  } catch (thrown) {
    if (thrown instanceof TsopsError) throw thrown;
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === undefined) throw thrown;
    const problem = code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code})`;
    throw unreadable(shown, problem, thrown);
  }
}

function unreadable(shown: string, problem: string, cause?: unknown): TsopsError {
  return new TsopsError({
    kind: 'config',
    message: `${shown}: ${problem}`,
    why: 'Where no file is named and none is here, the shipped rules are in force.',
    next: ['tsops alerts lint FILE'],
    cause,
  });
}
