import * as z from 'zod/mini';
import { secretVariables } from '../../config/environment.ts';
import { type ConfigByKey, configLines, withoutSecrets } from '../../config/show.ts';
import { defineCommand } from '../../contract/command.ts';
import type { Screen } from '../../contract/context.ts';

export interface ShownConfig {
  /** The file in force; null where the shipped defaults are. */
  readonly file: string | null;
  /** Durations in milliseconds, sizes in bytes. */
  readonly config: ConfigByKey;
  /** With --origin: path of each value that is no default → `file:line`, or a variable's name. */
  readonly origin: Readonly<Record<string, string>> | null;
  /** Never any part of a value. */
  readonly secrets: readonly {
    readonly name: string;
    readonly purpose: string;
    readonly set: boolean;
  }[];
}

export default defineCommand<{ origin: boolean }, ShownConfig>({
  name: 'config show',
  danger: 'read',
  examples: [
    { command: 'tsops config show', explains: 'the effective config, as a config file' },
    { command: 'tsops config show --origin', explains: 'also show where each value comes from' },
  ],
  options: [{ flags: '--origin', description: 'show where each value comes from' }],
  input: z.object({ origin: z._default(z.boolean(), false) }),
  async run({ origin }, context) {
    const loaded = await context.config();
    const secrets = secretVariables.map(({ name, purpose }) => ({
      name,
      purpose,
      set: (context.host.env[name] ?? '').trim() !== '',
    }));
    const data: ShownConfig = {
      file: loaded.file ?? null,
      config: withoutSecrets(loaded.config),
      origin: origin ? Object.fromEntries(loaded.origin) : null,
      secrets,
    };
    return { verdict: 'ok', data };
  },
  view: shownText,
});

function shownText({ file, config, origin, secrets }: ShownConfig, screen: Screen): string {
  const { paint } = screen;
  const from = file ?? "no config file: TalkStudio's defaults";
  const lines = configLines(config).map(({ text, path }) => {
    if (origin === null || path === '') return text;
    const place = origin[path] ?? 'default';
    // The first line names the file whole.
    const short = place.replace(/^.*\//, '');
    return `${text}  ${paint.dim(`# ${short}`)}`;
  });
  const width = Math.max(...secrets.map(({ name }) => name.length));
  const known = secrets.map(({ name, purpose, set }) => {
    const state = set ? paint.good('set    ') : paint.dim('not set');
    return `# ${name.padEnd(width)}  ${state}  ${paint.dim(purpose)}`;
  });
  return [
    paint.dim(`# ${from}`),
    ...lines,
    '',
    paint.dim('# secrets, from the environment'),
    ...known.map((line) => (screen.terminal ? screen.fit(line, screen.columns) : line)),
  ].join('\n');
}
