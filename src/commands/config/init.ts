import { existsSync } from 'node:fs';
import { copyFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Derived } from '../../config/derive/service.ts';
import { flagOfSetting, type Setting, settings } from '../../config/derive/settings.ts';
import {
  type DerivedValues,
  deriveValues,
  isOwnRepository,
  withoutTalkStudio,
} from '../../config/derive/values.ts';
import { configName, shownPath } from '../../config/locate.ts';
import { type RemoteRepository, readRepository } from '../../config/repository.ts';
import { configTemplate } from '../../config/template.ts';
import { defineCommand } from '../../contract/command.ts';
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { Env } from '../../domain/net/env.ts';
import type { Initialized, MissingValue } from './init-data.ts';
import { flagValues, type InitInput, initInput, initOptions } from './init-input.ts';
import { askSettings } from './init-questions.ts';
import { initText } from './init-view.ts';

/**
 * Writes into the root of the repository; exit 5 where a config is there already, unless --force. `warn` where
 * a value is missing that nothing told.
 */
export default defineCommand<InitInput, Initialized>({
  name: 'init',
  danger: 'local',
  examples: [
    { command: 'tsops init', explains: 'write tsops.config.yaml for this repository' },
    {
      command: 'tsops init --url https://shop.example',
      explains: 'with a value that is found nowhere here',
    },
    { command: 'tsops init --dry-run', explains: 'print it without writing' },
    { command: 'tsops init --lang ko', explains: 'with its comments in Korean' },
  ],
  options: initOptions,
  input: initInput,
  async run(asked, context) {
    const { host, options } = context;
    const given = flagValues(asked);
    const repository = await readRepository(host.cwd, gitOf(context));
    const named = options.configFile ?? join(repository.root ?? host.cwd, configName);
    const file = resolve(host.cwd, named);
    const shown = shownPath(file, host.cwd);
    const there = existsSync(file);
    // Nobody is to answer questions for nothing.
    if (there && !asked.force && !asked.dryRun) throw alreadyThere(shown);
    const before = there && asked.force ? await valuesBefore(file) : new Map<string, Derived>();
    const values = await settledValues(repository, new Map([...before, ...given]), context);
    const language = values.get('language')?.value === 'ko' ? 'ko' : 'en';
    const text = configTemplate(textsOf(values), language);
    const config = await readBack(text);
    let copy: string | null = null;
    if (!asked.dryRun) {
      if (there) copy = await keepCopy(file);
      await write(file, text, asked.force, shown);
      await trustWritten(file, host.env, config);
    }
    const missing = missingValues(values, repository);
    const data: Initialized = {
      file: shown,
      written: !asked.dryRun,
      overwritten: there && !asked.dryRun,
      copy: copy === null ? null : shownPath(copy, host.cwd),
      text,
      ...repositoryTexts(values),
      values: [...values].map(([key, each]) => ({ key, ...each })),
      missing,
    };
    // Nothing after a printed file: it may be on its way into one.
    const next = asked.dryRun ? [] : ['tsops doctor'];
    return { verdict: missing.length === 0 ? 'ok' : 'warn', data, next };
  },
  view: initText,
});

/** What was found, over it what was given and answered. */
async function settledValues(
  repository: RemoteRepository,
  given: ReadonlyMap<string, Derived>,
  context: Context,
): Promise<DerivedValues> {
  const { host, options, terminal } = context;
  const values = deriveValues(repository, host.cwd, host.env);
  for (const [key, each] of given) values.set(key, each);
  if (options.language !== undefined) {
    values.set('language', { value: options.language, from: '--lang' });
  }
  // TalkStudio's own repository needs no answers: the defaults are its own.
  if (isOwnRepository(repository)) return values;
  if (terminal.interactive) {
    terminal.warn('Enter takes what is shown, or leaves it for later. Ctrl-C writes nothing.');
    const language = options.language === undefined ? [] : ['language'];
    await askSettings(values, new Set([...given.keys(), ...language]), terminal);
  }
  return withoutTalkStudio(values, repository);
}

/** What the config before it set stays, where nothing else is given; one that is wrong tells nothing. */
async function valuesBefore(file: string): Promise<Map<string, Derived>> {
  const { configFromFile } = await import('../../config/from-file.ts');
  const { keptValues } = await import('../../config/derive/kept-values.ts');
  const before = await configFromFile({ file }, file).catch(() => undefined);
  const values = before === undefined ? [] : [...keptValues(before.config)];
  return new Map(values.map(([key, value]) => [key, { value, from: 'the config before' }]));
}

async function keepCopy(file: string): Promise<string | null> {
  const copy = `${file}.bak`;
  try {
    await copyFile(file, copy);
    return copy;
  } catch {
    // What cannot be read cannot be written over either, and that is told then.
    return null;
  }
}

function textsOf(values: DerivedValues): Map<string, string> {
  return new Map([...values].map(([key, { value }]) => [key, value]));
}

function repositoryTexts(values: DerivedValues): Pick<Initialized, 'repository' | 'workflow'> {
  const value = (key: string): string | undefined => values.get(`github.${key}`)?.value;
  const [owner, repo, workflow, input] = ['owner', 'repo', 'workflow', 'versionInput'].map(value);
  const takes = input === undefined ? '' : ` (${input})`;
  return {
    repository: owner === undefined || repo === undefined ? null : `${owner}/${repo}`,
    workflow: workflow === undefined ? null : `${workflow}${takes}`,
  };
}

/** What nothing told, and what the workflow demands besides. */
function missingValues(values: DerivedValues, repository: RemoteRepository): MissingValue[] {
  const own = isOwnRepository(repository);
  const wanted = own ? settings.filter(({ key }) => key.startsWith('github.')) : settings;
  const absent = wanted.filter(
    ({ key, missed, of }) =>
      missed !== undefined && !values.has(key) && (of === undefined || values.has(of)),
  );
  const { required = [], inputs: fixed = {} } = repository.workflow ?? {};
  const inputs = [...required, ...Object.keys(fixed)].filter(
    (name) => !values.has(`github.inputs.${name}`),
  );
  return [
    ...absent.map((setting: Setting) => {
      const { key, missed = '' } = setting;
      return { key, why: missed, flag: flagOfSetting(setting) };
    }),
    ...inputs.map((name) => {
      const key = `github.inputs.${name}`;
      return { key, why: 'the workflow demands this input', flag: `--set ${key}=VALUE` };
    }),
  ];
}

/** As it will be read: a file that would be refused is not written. */
async function readBack(text: string) {
  const { parseConfig } = await import('../../config/from-file.ts');
  return (await parseConfig(text, configName)).config;
}

/** What we wrote just now, for whoever ran us, needs no question later. */
async function trustWritten(
  file: string,
  env: Env,
  config: Awaited<ReturnType<typeof readBack>>,
): Promise<void> {
  const { claimsOf } = await import('../../config/claims.ts');
  const { trust } = await import('../../config/trust-store.ts');
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
