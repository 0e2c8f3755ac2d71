import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod/mini';
import { shownPath } from '../../config/locate.ts';
import { defineCommand } from '../../contract/command.ts';
import type { Context, Screen } from '../../contract/context.ts';
import { wrap } from '../../domain/text/wrap.ts';
import type { RunbookMistake } from '../../runbooks/mistake.ts';
import type { OwnFile } from '../../runbooks/own-files.ts';

interface Linted {
  readonly id: string;
  /** Null for one that comes with tsops. */
  readonly file: string | null;
  readonly steps: number;
}

interface Lint {
  readonly runbooks: readonly Linted[];
  readonly mistakes: readonly RunbookMistake[];
}

/** Exit 0 where all are right (warnings left aside), 2 where one is not. */
export default defineCommand<{ file?: string | undefined }, Lint>({
  name: 'runbook lint',
  danger: 'read',
  examples: [
    { command: 'tsops runbook lint', explains: "the team's own, and the built-in ones" },
    { command: 'tsops runbook lint runbooks/mail-queue.md', explains: 'one file' },
  ],
  arguments: [
    {
      syntax: '[file]',
      description: 'a file, or a runbook id (default: all)',
      complete: 'file',
    },
  ],
  input: z.object({ file: z.optional(z.string().check(z.minLength(1))) }),
  async run({ file }, context) {
    const data = await lint(file, context);
    const levels = data.mistakes.map(({ level }) => level);
    if (levels.includes('error')) return { verdict: 'bad', data, exitCode: 2 };
    return { verdict: levels.length > 0 ? 'warn' : 'ok', data };
  },
  view,
});

async function lint(named: string | undefined, context: Context): Promise<Lint> {
  const { host, terminal, commands } = context;
  const { lintBuiltIn, lintOwn } = await import('../../runbooks/lint.ts');
  const { builtIn } = await import('../../runbooks/built-in.ts');
  const { width } = terminal.screen;
  const sites = Object.values((await context.config()).config.environments).map(({ url }) => url);
  const around = { cwd: host.cwd, path: host.env.PATH, width, commands, sites };
  const runbooks: Linted[] = [];
  const mistakes: RunbookMistake[] = [];
  const files = await filesOf(named, context);
  for (const file of files) {
    const { runbook, mistakes: found } = await lintOwn(file, around);
    const { id, steps } = runbook;
    runbooks.push({ id, file: shownPath(file.file, host.cwd), steps: steps.length });
    mistakes.push(...found);
  }
  const shipped = files.length === 0 || named === undefined ? builtIn : [];
  for (const runbook of shipped.filter(({ id }) => named === undefined || named === id)) {
    const { mistakes: found } = await lintBuiltIn(runbook, around);
    runbooks.push({ id: runbook.id, file: null, steps: runbook.steps.length });
    mistakes.push(...found);
  }
  return { runbooks, mistakes };
}

/** All of the team's own; or the one that a path or an id names, none for the id of one of tsops. */
async function filesOf(named: string | undefined, context: Context): Promise<OwnFile[]> {
  const { ownFile, listOwnRunbooks, runbooksFolder } = await import('../../runbooks/own-files.ts');
  const { builtIn } = await import('../../runbooks/built-in.ts');
  if (named === undefined) return listOwnRunbooks(await runbooksFolder(context));
  const path = resolve(context.host.cwd, named);
  if (existsSync(path)) return [ownFile(path)];
  const byId = resolve(await runbooksFolder(context), `${named}.md`);
  if (existsSync(byId)) return [ownFile(byId)];
  return builtIn.some(({ id }) => id === named) ? [] : [ownFile(path)];
}

function view({ runbooks, mistakes }: Lint, screen: Screen): string {
  const count = runbooks.length === 1 ? '1 runbook' : `${runbooks.length} runbooks`;
  if (mistakes.length === 0) return `${screen.verdict('ok')}  ${count}, nothing wrong`;
  const errors = mistakes.filter(({ level }) => level === 'error').length;
  const warnings = mistakes.length - errors;
  const found = [
    ...(errors === 0 ? [] : [errors === 1 ? '1 mistake' : `${errors} mistakes`]),
    ...(warnings === 0 ? [] : [warnings === 1 ? '1 warning' : `${warnings} warnings`]),
  ];
  const head = `${screen.verdict(errors === 0 ? 'warn' : 'bad')}  ${found.join(' and ')} in ${count}`;
  return [head, '', ...mistakes.flatMap((mistake) => mistakeLines(mistake, screen))].join('\n');
}

/** One line each in a pipe, as compilers print them; on a terminal the sentence wraps below its place. */
function mistakeLines(mistake: RunbookMistake, screen: Screen): string[] {
  const { file, line, column, level, code, message, fix } = mistake;
  const place = screen.paint.accent(`${file}:${line}:${column}`);
  if (!screen.terminal) return [`${place}: ${level}: ${message}; ${fix} [${code}]`];
  const lines = wrap(`${message}; ${fix}`, screen.columns - 4, screen.width);
  const sign = screen.sign(level === 'error' ? 'bad' : 'warn');
  return [`${sign} ${place}  ${screen.paint.dim(code)}`, ...lines.map((text) => `    ${text}`)];
}
