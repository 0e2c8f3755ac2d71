import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as z from 'zod/mini';
import { configName, shownPath } from '../../config/locate.ts';
import { readRepository } from '../../config/repository.ts';
import { configTemplate } from '../../config/template.ts';
import { defineCommand } from '../../contract/command.ts';
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { Env } from '../../domain/net/env.ts';

export interface Initialized {
  readonly file: string;
  readonly written: boolean;
  /** The whole file. */
  readonly text: string;
  /** What the repository told: `owner/repo`, and the workflow that deploys. */
  readonly repository: string | null;
  readonly workflow: string | null;
}

const input = z.object({
  force: z._default(z.boolean(), false),
  dryRun: z._default(z.boolean(), false),
});
type Input = z.output<typeof input>;

/** Writes into the root of the repository; exit 5 where a config is there already, unless --force. */
export default defineCommand<Input, Initialized>({
  name: 'init',
  danger: 'local',
  examples: [
    { command: 'tsops init', explains: 'write tsops.config.yaml for this repository' },
    { command: 'tsops init --dry-run', explains: 'print it without posting' },
    { command: 'tsops init --lang ko', explains: 'with its comments in Korean' },
  ],
  options: [
    { flags: '--force', description: 'overwrite an existing config' },
    { flags: '--dry-run', description: 'print the file, write nothing' },
  ],
  input,
  async run({ force, dryRun }, context) {
    const { host, options } = context;
    const repository = await readRepository(host.cwd, gitOf(context));
    const named = options.configFile ?? join(repository.root ?? host.cwd, configName);
    const file = resolve(host.cwd, named);
    const text = configTemplate(repository, options.language);
    const { owner, repo, workflow } = repository;
    if (!dryRun) {
      await write(file, text, force, shownPath(file, host.cwd));
      await trustWritten(file, text, host.env);
    }
    const data: Initialized = {
      file: shownPath(file, host.cwd),
      written: !dryRun,
      text,
      repository: owner === undefined ? null : `${owner}/${repo}`,
      workflow: workflow === undefined ? null : `${workflow.file} (${workflow.input})`,
    };
    // Nothing after a printed file: it may be on its way into one.
    return { verdict: 'ok', data, next: dryRun ? [] : ['tsops doctor'] };
  },
  view(data, { paint }) {
    if (!data.written) return data.text.trimEnd();
    const missing = 'not found; set it in the file';
    return [
      `${paint.good('✔')} wrote ${data.file}`,
      `  repository  ${data.repository ?? missing}`,
      `  workflow    ${data.workflow ?? missing}`,
    ].join('\n');
  },
});

/** What we wrote just now, for whoever ran us, needs no question later. */
async function trustWritten(file: string, text: string, env: Env): Promise<void> {
  const { parseConfig } = await import('../../config/from-file.ts');
  const { claimsOf } = await import('../../config/claims.ts');
  const { trust } = await import('../../config/trust-store.ts');
  const { config } = await parseConfig(text, configName);
  await trust(env, file, claimsOf(config));
}

function gitOf({ children, host }: Context) {
  return async (args: readonly string[]): Promise<string | undefined> => {
    const { missing, exitCode, stdout } = await children.capture('git', args, {
      cwd: host.cwd,
      timeout: 5000,
    });
    const line = stdout.trim();
    return missing || exitCode !== 0 || line === '' ? undefined : line;
  };
}

async function write(file: string, text: string, force: boolean, shown: string): Promise<void> {
  if (!force && existsSync(file)) throw alreadyThere(shown);
  try {
    await writeFile(file, text, { flag: force ? 'w' : 'wx' });
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw alreadyThere(shown);
    throw new TsopsError({
      kind: 'config',
      message: `${shown} cannot be written (${code ?? String(thrown)})`,
      next: ['tsops init --dry-run > tsops.config.yaml'],
      cause: thrown,
    });
  }
}

function alreadyThere(shown: string): TsopsError {
  return new TsopsError({
    kind: 'refused',
    message: `${shown} exists already`,
    why: 'Nothing was written: what a team has set is not to be lost.',
    next: ['tsops init --dry-run', 'tsops init --force'],
  });
}
