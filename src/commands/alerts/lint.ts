import * as z from 'zod/mini';
import { type RulesMistake, rulesFileName } from '../../config/alert-rules.ts';
import { defineCommand } from '../../contract/command.ts';
import type { Screen } from '../../contract/context.ts';
import { wrap } from '../../domain/text/wrap.ts';
import { knownNames } from './names.ts';
import { readLiveRules, rulesText } from './rules.ts';

export interface LintedRules {
  readonly file: string;
  /** How many rules can be evaluated. */
  readonly rules: number;
  readonly errors: number;
  readonly warnings: number;
  readonly mistakes: readonly RulesMistake[];
}

const input = z.object({ file: z.optional(z.string().check(z.minLength(1))) });

/** Exit 2 where there is an error; warnings alone are exit 0. */
export default defineCommand<z.output<typeof input>, LintedRules>({
  name: 'alerts lint',
  danger: 'read',
  examples: [
    { command: 'tsops alerts lint', explains: `check ${rulesFileName}, or the shipped rules` },
    { command: 'tsops alerts lint draft.yml --json', explains: 'check any file, with JSON output' },
  ],
  arguments: [{ syntax: '[file]', description: rulesText, complete: 'file' }],
  input,
  async run({ file }, context) {
    const read = await readLiveRules(file, context, await knownNames(context));
    const { mistakes } = read;
    const errors = mistakes.filter(({ level }) => level === 'error').length;
    const warnings = mistakes.length - errors;
    const data = { file: read.file, rules: read.rules.length, errors, warnings, mistakes };
    if (errors > 0) return { verdict: 'bad', data, exitCode: 2 };
    return { verdict: warnings > 0 ? 'warn' : 'ok', data };
  },
  view: lintText,
});

function lintText({ file, rules, errors, warnings, mistakes }: LintedRules, screen: Screen) {
  const verdict = errors > 0 ? 'bad' : warnings > 0 ? 'warn' : 'ok';
  const counts = [counted(errors, 'error'), counted(warnings, 'warning')].filter(Boolean);
  const found = counts.length === 0 ? 'no mistakes' : counts.join(', ');
  const head = `${screen.verdict(verdict)}  ${file}: ${counted(rules, 'rule')}, ${found}`;
  const lines = mistakes.flatMap((mistake) => mistakeLines(mistake, screen));
  return [head, ...(lines.length === 0 ? [] : ['', ...lines])].join('\n');
}

function counted(count: number, noun: string): string {
  if (count === 0 && noun !== 'rule') return '';
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** One line each in a pipe, as compilers print them; on a terminal the sentences wrap below the place. */
function mistakeLines(mistake: RulesMistake, screen: Screen): string[] {
  const { file, line, column, level, code, message, fix } = mistake;
  const place = `${file}:${line}:${column}`;
  if (!screen.terminal) return [`${place}: ${level} [${code}] ${message}; ${fix}`];
  const room = screen.columns - 2;
  const sign = screen.sign(level === 'error' ? 'bad' : 'warn');
  return [
    `${sign} ${screen.paint.accent(place)} ${screen.paint.dim(code)}`,
    ...wrap(message, room, screen.width).map((text) => `  ${text}`),
    ...wrap(`→ ${fix}`, room, screen.width).map((text) => `  ${text}`),
  ];
}
