import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as z from 'zod/mini';
import type { Config } from '../../config/schema.ts';
import { defineCommand } from '../../contract/command.ts';
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { alertmanagerConfig } from '../../domain/alerts/export/alertmanager.ts';
import { cloudwatchExport } from '../../domain/alerts/export/cloudwatch.ts';
import type { Exactness, Exported } from '../../domain/alerts/export/exported.ts';
import { prometheusExport } from '../../domain/alerts/export/prometheus-files.ts';
import { sentryExport } from '../../domain/alerts/export/sentry.ts';
import { uptimerobotExport } from '../../domain/alerts/export/uptimerobot.ts';
import type { Rule } from '../../domain/alerts/language/rule.ts';
import { liveRules, rulesOption } from './rules.ts';

const engines = ['prometheus', 'cloudwatch', 'sentry', 'uptimerobot'] as const;
type Engine = (typeof engines)[number];

export interface ExportedRules {
  readonly engine: Engine;
  /** The first one is printed; with --out all of them are written. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly exactness: readonly Exactness[];
  /** Where they were written. */
  readonly out: string | null;
}

const input = z.object({
  engine: z.enum(engines, { error: `is one of ${engines.join(', ')}` }),
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
  arguments: [{ syntax: '<engine>', description: engines.join(', '), complete: engines }],
  options: [
    rulesOption,
    { flags: '--out <folder>', description: 'write every file into this folder', complete: 'file' },
    { flags: '--strict', description: 'refuse rules with no exact equivalent there' },
  ],
  input,
  async run({ engine, rules: file, out, strict }, context) {
    const { rules } = await liveRules(file, context);
    const { files, exactness } = exported(engine, rules, (await context.config()).config);
    if (strict) refuseInexact(engine, exactness);
    const yaml = engine === 'prometheus';
    const texts = await Promise.all(
      files.map(async ({ name, content }) => ({ name, text: await textOf(content, yaml) })),
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

function exported(engine: Engine, rules: readonly Rule[], config: Config): Exported {
  if (engine === 'sentry') return sentryExport(rules, config.sentry.environment);
  if (engine === 'uptimerobot') return uptimerobotExport(rules, config.monitors);
  if (engine === 'cloudwatch') {
    return cloudwatchExport(rules, (env) => config.environments[env]?.cdn?.id);
  }
  const { files, exactness } = prometheusExport(rules);
  const routes = alertmanagerConfig(rules, { slack: config.slack.channels });
  return { files: [...files, { name: 'alertmanager.yml', content: routes }], exactness };
}

async function textOf(content: unknown, yaml: boolean): Promise<string> {
  if (!yaml) return `${JSON.stringify(content, null, 2)}\n`;
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

function refuseInexact(engine: Engine, exactness: readonly Exactness[]): void {
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
