import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as z from 'zod/mini';
import { chatChannels } from '../../config/capabilities/chat.ts';
import { errorNames } from '../../config/capabilities/errors.ts';
import type { Config } from '../../config/schema.ts';
import { defineCommand } from '../../contract/command.ts';
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { Exactness } from '../../domain/alerts/engines/exported.ts';
import type { ExportSettings } from '../../domain/alerts/engines/rule-engine.ts';
import { ruleEngines } from '../../domain/alerts/engines/table.ts';
import { type OtherEngine, otherEngines } from '../../domain/alerts/language/rule.ts';
import { liveRules, rulesOption } from './rules.ts';

export interface ExportedRules {
  readonly engine: OtherEngine;
  /** The first one is printed; with --out all of them are written. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly exactness: readonly Exactness[];
  /** Where they were written. */
  readonly out: string | null;
}

const input = z.object({
  engine: z.enum(otherEngines, { error: `is one of ${otherEngines.join(', ')}` }),
  rules: z.optional(z.string().check(z.minLength(1))),
  out: z.optional(z.string().check(z.minLength(1))),
  strict: z._default(z.boolean(), false),
});

/** Prints nothing but the file, so it can be piped; how exact it is goes to stderr. */
export default defineCommand<z.output<typeof input>, ExportedRules>({
  name: 'alerts export',
  danger: 'local',
  examples: [
    {
      command: 'tsops alerts export prometheus | promtool check rules /dev/stdin',
      explains: 'the rules as Prometheus evaluates them',
    },
    {
      command: 'tsops alerts export prometheus --out monitoring',
      explains: 'with their unit tests and the routes of Alertmanager',
    },
    {
      command: 'tsops alerts export cloudwatch --strict',
      explains: 'refuse rules with no exact equivalent',
    },
  ],
  arguments: [{ syntax: '<engine>', description: otherEngines.join(', '), complete: otherEngines }],
  options: [
    rulesOption,
    { flags: '--out <folder>', description: 'write every file into this folder', complete: 'file' },
    { flags: '--strict', description: 'refuse rules with no exact equivalent there' },
  ],
  input,
  async run({ engine, rules: file, out, strict }, context) {
    const { rules } = await liveRules(file, context);
    const { format, exporter } = ruleEngines[engine];
    const exportRules = await exporter();
    const { files, exactness } = exportRules(rules, settingsOf((await context.config()).config));
    if (strict) refuseInexact(engine, exactness);
    const texts = await Promise.all(
      files.map(async ({ name, content }) => ({ name, text: await textOf(content, format) })),
    );
    report(exactness, context);
    if (out !== undefined) await write(texts, resolve(context.host.cwd, out));
    return { verdict: 'ok', data: { engine, files: texts, exactness, out: out ?? null } };
  },
  view({ files, out }) {
    if (out === null) return files[0]?.text.trimEnd() ?? '';
    return files.map(({ name }) => join(out, name)).join('\n');
  },
  plain: true,
});

function settingsOf(config: Config): ExportSettings {
  return {
    chatChannels: chatChannels(config),
    errorsEnvironment: errorNames(config).environment,
    pages: config.monitors,
    cdnIdOf: (environment) => config.environments[environment]?.cdn?.id,
  };
}

async function textOf(content: unknown, format: 'yaml' | 'json'): Promise<string> {
  if (format === 'json') return `${JSON.stringify(content, null, 2)}\n`;
  const { dump } = await import('js-yaml');
  return dump(content, { lineWidth: -1, noRefs: true });
}

async function write(files: ExportedRules['files'], folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { name, text } of files) await writeFile(join(folder, name), text);
}

function report(exactness: readonly Exactness[], { terminal, options }: Context): void {
  if (options.json) return;
  for (const { rule, level, why } of exactness) {
    const said = { exact: 'exact', close: 'close', none: 'not expressible' }[level];
    terminal.warn(`${said}: ${rule}${why.length === 0 ? '' : `: ${why.join('; ')}`}`);
  }
}

function refuseInexact(engine: OtherEngine, exactness: readonly Exactness[]): void {
  const inexact = exactness.filter(({ level }) => level !== 'exact');
  if (inexact.length === 0) return;
  throw new TsopsError({
    kind: 'refused',
    message: inexact.map(({ rule, why }) => `${rule}: ${why.join('; ')}`).join('\n'),
    why: `With --strict only rules that are exactly the same in ${engine} are exported.`,
    next: [`tsops alerts export ${engine}`],
    data: { exactness },
  });
}
