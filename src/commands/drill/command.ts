import * as z from 'zod/mini';
import { type CommandOutcome, defineCommand } from '../../contract/command.ts';
import type { Context, Live } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { scoreDrill } from '../../domain/drill/score.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { builtIn } from '../../runbooks/built-in.ts';
import type { RunbookRun } from '../../runbooks/walk/run-data.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { noise } from '../../sandbox/noise.ts';
import type { Scenario } from '../../sandbox/scenario.ts';
import { walkThrough } from '../runbook/command.ts';
import { scenarioNames } from '../sandbox/command.ts';
import { addNoise, noiseInput, noiseOption } from '../sandbox/noise.ts';
import { type DrillData, drillData, vendorWrites } from './data.ts';
import { pageText, viewDrill } from './view.ts';

const input = z.object({
  what: z.optional(z.string()),
  auto: z._default(z.boolean(), false),
  seed: z.optional(
    z.pipe(
      z.string().check(z.regex(/^[1-9]\d{0,8}$/, 'a whole number from 1')),
      z.transform(Number),
    ),
  ),
  noise: noiseInput,
});
type Input = z.output<typeof input>;

export default defineCommand<Input, DrillData>({
  name: 'drill',
  danger: 'local',
  examples: [
    {
      command: 'tsops drill high-error-rate',
      explains: 'get paged in the sandbox and find the cause; nothing real is touched',
    },
    {
      command: 'tsops drill high-error-rate --seed 7 --auto',
      explains: 'watch the recommended path of one variant',
    },
    { command: 'tsops drill stale-cache', explains: 'a scenario of your choice' },
  ],
  arguments: [
    {
      syntax: '[what]',
      description: 'a runbook to practise, or a scenario (default: any)',
      complete: [...builtIn.map(({ id }) => id), ...scenarioNames],
    },
  ],
  options: [
    {
      flags: '--seed <n>',
      description: 'repeat the drill of this seed (default: a new one)',
    },
    noiseOption,
    { flags: '--auto', description: 'play the recommended path without questions' },
  ],
  input,
  run: drill,
  view: viewDrill,
});

async function drill(
  { what, auto, seed: given, noise: presets }: Input,
  context: Context,
): Promise<CommandOutcome<DrillData>> {
  const seed = given ?? 1 + Math.floor(noise(context.clock.now() % 1_000_003, 'drill') * 99_999);
  const scenario = addNoise(await scenarioOf(what, seed), presets);
  const { startSandbox } = await import('../../sandbox/index.ts');
  const unattended = auto || !context.terminal.interactive;
  const sandbox = await startSandbox({ scenario, seed, clock: context.clock, unattended });
  try {
    return await within(sandbox, auto, context);
  } catch (thrown) {
    if (context.signal.aborted) throw stopped(thrown);
    throw thrown;
  } finally {
    await sandbox.close();
  }
}

async function within(
  sandbox: Sandbox,
  auto: boolean,
  context: Context,
): Promise<CommandOutcome<DrillData>> {
  const { world } = sandbox;
  const drilled = await context.enter({
    env: { ...context.host.env, ...sandbox.env },
    cwd: sandbox.directory,
  });
  const runbook = runbookOf(world.scenario);
  const language = context.options.language ?? (await drilled.config()).config.language;
  const { screen } = context.terminal;
  const page = pageText(world.scenario, { runbook, language, screen, now: context.clock.now() });
  drilled.terminal.warn(page.join('\n'));
  const startedAt = context.clock.now();
  const run = await walked(drilled, runbook, auto);
  const { entries } = await drilled.journal.read(run.incident);
  const checks = new Set(
    runbook.steps
      .filter(({ section }) => section === 'symptoms' || section === 'diagnosis')
      .map(({ id }) => id),
  );
  // What is left to people afterwards is no check that was skipped.
  const counted = entries.filter(
    ({ kind, step }) => kind !== 'skipped' || checks.has(String(step)),
  );
  const score = scoreDrill(truthOf(world.scenario), counted, vendorWrites(sandbox));
  const report = await drilled.tsops(['incident', 'report', run.incident, '--output', '-'], {
    quiet: true,
  });
  const text = report.output.slice(Math.max(0, report.output.indexOf('<!-- tsops:report')));
  const data = drillData({ sandbox, run, score, entries, startedAt, report: text });
  const noise = [world.scenario.noise].flat();
  const again = noise.length === 0 ? '' : ` --noise ${noise.join(',')}`;
  const next = [`tsops drill ${data.scenario} --seed ${world.seed}${again}`, 'tsops drill'];
  return { verdict: data.right ? 'ok' : 'bad', data, next, drill: true };
}

/** The very same walk as in earnest. Alone, it does what is recommended: nothing in here is real. */
async function walked(
  drilled: Context,
  runbook: (typeof builtIn)[number],
  auto: boolean,
): Promise<RunbookRun> {
  const [{ begin }, { pinTime }] = await Promise.all([
    import('../../runbooks/walk/begin.ts'),
    import('../../domain/evidence/pinned-time.ts'),
  ]);
  const { config } = await drilled.config();
  const environment = await drilled.environment();
  const begun = await begin(drilled, {
    runbook,
    environment,
    pinned: pinTime(drilled.clock.now()),
    anew: true,
    fresh: 0,
  });
  const alone = auto || !drilled.terminal.interactive;
  const consent = alone ? { confirm: environment } : {};
  const silent: Live<RunbookRun> = { update: () => {}, emit: () => {} };
  const parts = { runbook, begun, environment, config, auto, ...consent };
  return (await walkThrough(parts, drilled, silent)).data;
}

/** By its name, or one of those that belong to a runbook; the seed chooses, and nothing names it before. */
async function scenarioOf(what: string | undefined, seed: number): Promise<Scenario> {
  const [{ loadScenario }, { shippedHeads }] = await Promise.all([
    import('../../sandbox/load-scenario.ts'),
    import('../../sandbox/shipped.ts'),
  ]);
  const fits = shippedHeads().filter(
    ({ runbook }) => runbook !== undefined && (what === undefined || runbook === what),
  );
  const chosen = fits[Math.floor(noise(seed, 'scenario') * fits.length)];
  const scenario = await loadScenario(chosen?.name ?? what ?? '');
  if (scenario.runbook !== undefined) return scenario;
  throw new TsopsError({
    kind: 'usage',
    message: `The scenario ${cleanText(what ?? '', 80)} belongs to no runbook, so that there is nothing to drill.`,
    next: [`tsops sandbox --scenario ${what}`, 'tsops drill high-error-rate'],
  });
}

function runbookOf({ runbook }: Scenario): (typeof builtIn)[number] {
  const found = builtIn.find(({ id }) => id === runbook);
  if (found !== undefined) return found;
  throw new TsopsError({ kind: 'bug', message: `no runbook ${runbook}` });
}

/** A scenario of one's own need not say what a diagnosis should find: then nothing can be told. */
function truthOf({ answer }: Scenario) {
  return (
    answer ?? {
      recommended: ['cause-not-seen' as const],
      tellable: false,
      rollback: null,
      invalidation: false,
    }
  );
}

function stopped(thrown: unknown): TsopsError {
  const kind = thrown instanceof TsopsError ? thrown.kind : 'interrupted';
  return new TsopsError({
    kind,
    message: 'The drill was stopped. Nothing of it is kept, and nothing real was touched.',
    next: ['tsops drill'],
  });
}
