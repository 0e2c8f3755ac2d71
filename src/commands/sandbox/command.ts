import * as z from 'zod/mini';
import { defineCommand } from '../../contract/command.ts';
import type { Context, Screen } from '../../contract/context.ts';
import { wrap } from '../../domain/text/wrap.ts';
import { addNoise, noiseInput, noiseOption } from './noise.ts';

/** For completion, which must not load the scenarios; a test holds the two together. */
export const scenarioNames = [
  'calm',
  'bad-deploy',
  'dicebear-outage',
  'browser-bug',
  'false-alarm',
  'stale-cache',
  'bundle-growth',
  'image-weight',
  'third-party-script',
  'site-down',
  'mixed-fleet',
  'stuck-approval',
  'deploy-fails',
  'dicebear-no-fallback',
  'innocent-deploy',
  'innocent-outage',
  'both-at-once',
  'broken-avatars',
  'bad-since-previous',
  'deploy-breaks-safari',
  'errors-before-deploy',
  'hidden-cause',
  'old-error-rises',
  'sentry-down',
  'github-down',
  'recovered-spike',
  'bot-storm',
  'hit-ratio-collapse',
  'slow-for-no-reason',
  'slow-rumour',
  'slow-twice',
  'expired-certificate',
] as const;

interface Data {
  readonly drill: true;
  readonly scenario: string;
  readonly title: string;
  readonly seed: number;
  /** Address of each system; `control` is where faults are injected. */
  readonly urls: Readonly<Record<string, string>>;
  /** The directory with its config, and with `env.sh`, which points a shell at the sandbox. */
  readonly directory: string;
  /** The command that ran in it; null when it only stood there. */
  readonly command: readonly string[] | null;
}

/** Our own name stands for this very tsops, so that no other version on the PATH runs. */
function programOf(context: Context, [name, ...rest]: readonly [string, ...string[]]) {
  const [file, ...first] = name === 'tsops' ? context.host.self : ([name] as const);
  return { file, args: [...first, ...rest] };
}

/** Resolves when Ctrl-C or SIGTERM comes. */
function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function view(data: Data, screen: Screen): string {
  const { paint } = screen;
  const rows = Object.entries(data.urls).map(([name, url]) => [name, url]);
  return [
    `${paint.accent('DRILL')} ${paint.bold(data.scenario)}: ${data.title} ${paint.dim(`(seed ${data.seed})`)}`,
    '',
    screen.table(rows),
    '',
    'In another terminal:',
    `  . ${data.directory}/env.sh`,
    '  tsops health          (aws and gh work too)',
    '',
    `What it was asked:  curl ${data.urls.control}/requests`,
    'Ctrl-C ends it and removes everything.',
  ].join('\n');
}

interface Input {
  readonly scenario: string;
  readonly seed: number;
  readonly noise?: z.output<typeof noiseInput>;
  readonly command: string[];
}

export default defineCommand<Input, Data>({
  name: 'sandbox',
  danger: 'local',
  examples: [
    {
      command: 'tsops sandbox -- tsops rollback v1.2.2',
      explains: 'practise a rollback; nothing real is touched',
    },
    {
      command: 'tsops sandbox --scenario stale-cache -- tsops version',
      explains: 'run one command in another scenario',
    },
    { command: 'tsops sandbox', explains: 'keep a sandbox running until Ctrl-C' },
  ],
  arguments: [{ syntax: '[command...]', description: 'command to run in it, after --' }],
  options: [
    {
      flags: '--scenario <name|file>',
      description: 'a shipped scenario, or a YAML file (calm)',
      complete: scenarioNames,
    },
    { flags: '--seed <n>', description: 'seed of the random variation (1)' },
    noiseOption,
  ],
  input: z.object({
    scenario: z._default(z.string(), 'calm'),
    seed: z.pipe(
      z._default(z.string().check(z.regex(/^\d{1,9}$/, 'a whole number from 0')), '1'),
      z.transform(Number),
    ),
    noise: noiseInput,
    command: z._default(z.array(z.string()), []),
  }),
  async run({ scenario: wanted, seed, noise, command }, context, live) {
    const { loadScenario } = await import('../../sandbox/load-scenario.ts');
    const { startSandbox } = await import('../../sandbox/index.ts');
    const scenario = addNoise(await loadScenario(wanted), noise);
    const { teamRunbooks } = await import('../../runbooks/team-runbooks.ts');
    const runbooks = await teamRunbooks(context);
    const sandbox = await startSandbox({ scenario, seed, clock: context.clock, runbooks });
    try {
      const { name, title } = scenario;
      const { urls, directory, env } = sandbox;
      const data: Data = {
        drill: true,
        scenario: name,
        title,
        seed,
        urls: { ...urls },
        directory,
        command: null,
      };
      const [program, ...rest] = command;
      if (program === undefined) {
        live.emit(data, 'ok');
        await untilAborted(context.signal);
        return { verdict: 'ok', data, streamed: true };
      }
      const { columns, width } = context.terminal.screen;
      const mark = `DRILL in the sandbox ${name}: ${title}. Nothing here is real.`;
      context.terminal.warn(wrap(mark, columns, width).join('\n'));
      const { file, args } = programOf(context, [program, ...rest]);
      const inherited = { ...context.host.env, ...env };
      const exitCode = await context.children.attach(file, args, { env: inherited });
      if (exitCode === 127) context.terminal.warn(`exit code 127: is ${program} installed?`);
      return { verdict: 'ok', data: { ...data, command }, exitCode, streamed: true };
    } finally {
      await sandbox.close();
    }
  },
  view,
});
