import { resolve } from 'node:path';
import * as z from 'zod/mini';
import type { Mistake } from '../../config/mistakes.ts';
import { defineCommand } from '../../contract/command.ts';
import type { Context, Screen } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { wrap } from '../../domain/text/wrap.ts';

export interface Validation {
  /** Null where no config file was found: the shipped defaults are in force. */
  readonly file: string | null;
  readonly mistakes: readonly Mistake[];
}

const input = z.object({ file: z.optional(z.string().check(z.minLength(1))) });

/** Exit 0 for a right file, 2 for a wrong one; a file that cannot be read is an error, also 2. */
export default defineCommand<z.output<typeof input>, Validation>({
  name: 'config validate',
  danger: 'read',
  examples: [
    { command: 'tsops config validate', explains: 'the config in force' },
    { command: 'tsops config validate draft.yaml', explains: 'check any file' },
  ],
  arguments: [{ syntax: '[file]', description: 'the file to check', complete: 'file' }],
  input,
  async run({ file }, context) {
    const data = await validate(file, context);
    if (data.mistakes.length === 0) return { verdict: 'ok', data };
    return { verdict: 'bad', data, exitCode: 2, next: ['tsops help config'] };
  },
  view: validationText,
});

async function validate(file: string | undefined, { host, options }: Context): Promise<Validation> {
  const { configFromFile } = await import('../../config/from-file.ts');
  const { locateConfig, shownPath } = await import('../../config/locate.ts');
  const { cwd, env } = host;
  const named = file ?? options.configFile;
  const located =
    file === undefined ? locateConfig({ file: named, env, cwd }) : { file: resolve(cwd, file) };
  if (located === undefined) return { file: null, mistakes: [] };
  const shown = shownPath(located.file, cwd);
  try {
    await configFromFile(located, shown);
    return { file: shown, mistakes: [] };
  } catch (thrown) {
    const mistakes = mistakesOf(thrown);
    if (mistakes.length === 0) throw thrown;
    return { file: shown, mistakes };
  }
}

function mistakesOf(thrown: unknown): readonly Mistake[] {
  if (!(thrown instanceof TsopsError) || thrown.kind !== 'config') return [];
  return (thrown.data as { mistakes?: readonly Mistake[] } | undefined)?.mistakes ?? [];
}

function validationText({ file, mistakes }: Validation, screen: Screen): string {
  if (file === null) {
    return `${screen.verdict('ok')}  no config file: TalkStudio's defaults are in force`;
  }
  if (mistakes.length === 0) return `${screen.verdict('ok')}  ${file} is right`;
  const count = mistakes.length === 1 ? '1 mistake' : `${mistakes.length} mistakes`;
  const lines = mistakes.flatMap((mistake) => mistakeLines(mistake, screen));
  return [`${screen.verdict('bad')}  ${count} in ${file}`, '', ...lines].join('\n');
}

/** One line each in a pipe, as compilers print them; on a terminal the sentence wraps below its place. */
function mistakeLines({ file, line, column, message }: Mistake, screen: Screen): string[] {
  const place = screen.paint.accent(`${file}:${line}:${column}`);
  if (!screen.terminal) return [`${place}: ${message}`];
  const lines = wrap(message, screen.columns - 2, screen.width);
  return [place, ...lines.map((text) => `  ${text}`)];
}
