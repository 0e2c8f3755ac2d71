import * as z from 'zod/mini';
import { type CommandOutcome, defineCommand } from '../../contract/command.ts';
import type { Context, Live } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { scoreDrill } from '../../domain/drill/score.ts';
import { builtIn } from '../../runbooks/built-in.ts';
import type { Runbook } from '../../runbooks/definition.ts';
import { findRunbook } from '../../runbooks/find.ts';
import type { RunbookRun } from '../../runbooks/walk/run-data.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import type { Scenario } from '../../sandbox/scenario.ts';
import type { World } from '../../sandbox/world/model.ts';
import { walkThrough } from '../runbook/command.ts';
import { scenarioNames } from '../sandbox/command.ts';
import { addNoise, noiseInput, noiseOption } from '../sandbox/noise.ts';
import { type DrillData, drillData, vendorWrites } from './data.ts';
import { keepDrill } from './practised.ts';
import { countedEntries, scopeOf } from './scope.ts';
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
  runbook: z.optional(z.string()),
  report: z._default(z.boolean(), false),
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
    {
      command: 'tsops drill --runbook mail-queue',
      explains: "practise one of the team's own runbooks",
    },
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
    { flags: '--runbook <id>', description: 'walk this runbook, such as one of your own' },
    noiseOption,
    { flags: '--report', description: "also print the incident's report, before the score" },
    { flags: '--auto', description: 'play the recommended path without questions' },
  ],
  input,
  run: drill,
  view: viewDrill,
});

async function drill(
  { what, auto, seed: wanted, noise: presets, runbook: named, report }: Input,
  context: Context,
): Promise<CommandOutcome<DrillData>> {
  const { chooseDrill } = await import('./choose.ts');
  const asked = { what, runbook: named, seed: wanted };
  const { runbook, scenario: chosen, seed } = await chooseDrill(asked, context);
  const scenario = addNoise(chosen, presets);
  const { startSandbox } = await import('../../sandbox/index.ts');
  const { teamRunbooks } = await import('../../runbooks/team-runbooks.ts');
  const alone = auto || !context.terminal.interactive;
  const runbooks = await teamRunbooks(context);
  const sandbox = await startSandbox({
    scenario,
    seed,
    clock: context.clock,
    unattended: alone,
    runbooks,
  });
  try {
    const walk = runbook ?? (await runbookOf(scenario, runbooks === undefined ? null : context));
    return await within(
      sandbox,
      { runbook: walk, named: runbook !== null, alone, report },
      context,
    );
  } catch (thrown) {
    if (context.signal.aborted) throw stopped(thrown);
    throw thrown;
  } finally {
    await sandbox.close();
  }
}

interface Practice {
  readonly runbook: Runbook;
  /** It was asked for by its name, whatever the scenario belongs to. */
  readonly named: boolean;
  readonly alone: boolean;
  readonly report: boolean;
}

async function within(
  sandbox: Sandbox,
  practice: Practice,
  context: Context,
): Promise<CommandOutcome<DrillData>> {
  const { world } = sandbox;
  const { runbook, named, alone } = practice;
  const drilled = await context.enter({
    env: { ...context.host.env, ...sandbox.env },
    cwd: sandbox.directory,
  });
  const language = context.options.language ?? (await drilled.config()).config.language;
  const { screen } = context.terminal;
  const page = pageText(world.scenario, { runbook, language, screen, now: context.clock.now() });
  drilled.terminal.warn(page.join('\n'));
  const startedAt = context.clock.now();
  const run = await walked(drilled, practice);
  const { entries } = await drilled.journal.read(run.incident);
  const counted = countedEntries(entries, runbook, alone);
  const truth = truthOf(world.scenario);
  const score = scoreDrill(truth, counted, vendorWrites(sandbox), scopeOf(runbook));
  const told = await drilled.tsops(['incident', 'report', run.incident, '--output', '-'], {
    quiet: true,
  });
  const report = told.output.slice(Math.max(0, told.output.indexOf('<!-- tsops:report')));
  const { report: shown } = practice;
  const data = drillData({ sandbox, run, score, entries, startedAt, report, shown, runbook });
  if (run.state === 'ended') keepDrill(context.host, world.scenario.runbook ?? '');
  return {
    verdict: data.right ? 'ok' : 'bad',
    data,
    next: nextOf(data, world, named),
    drill: true,
  };
}

function nextOf(
  { scenario, run }: DrillData,
  { seed, scenario: { noise } }: World,
  named: boolean,
) {
  const presets = [noise].flat();
  const own = named ? ` --runbook ${run.runbook}` : '';
  const again = presets.length === 0 ? '' : ` --noise ${presets.join(',')}`;
  return [`tsops drill ${scenario}${own} --seed ${seed}${again}`, `tsops drill${own}`];
}

/** The very same walk as in earnest. Alone, it does what is recommended: nothing in here is real. */
async function walked(drilled: Context, { runbook, alone }: Practice): Promise<RunbookRun> {
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
  const consent = alone ? { confirm: environment } : {};
  const silent: Live<RunbookRun> = { update: () => {}, emit: () => {} };
  const parts = { runbook, begun, environment, config, auto: alone, ...consent };
  return (await walkThrough(parts, drilled, silent)).data;
}

/** The team's own stands in place of the one that comes with tsops, as in earnest. */
async function runbookOf({ runbook }: Scenario, context: Context | null): Promise<Runbook> {
  if (context !== null && runbook !== undefined) return findRunbook(context, runbook);
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
