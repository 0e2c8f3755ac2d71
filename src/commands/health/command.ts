import { type CommandOutcome, defineCommand } from '../../contract/command.ts';
import type { Context, Live } from '../../contract/context.ts';
import { exitCodeOfKind, exitCodeOfVerdict, TsopsError } from '../../contract/errors.ts';
import { inEnvironment } from '../../domain/deploys/suggested-command.ts';
import type { HealthReport } from '../../domain/health/probe-report.ts';
import { shellQuote } from '../../domain/text/shell-quote.ts';
import { targetsOf, watchInterval } from '../../evidence/health/chosen-targets.ts';
import { collectHealth, type HealthSettings } from '../../evidence/health/monitors.ts';
import { type HealthInput, healthInput } from './input.ts';
import { type HealthData, healthText } from './view.ts';
import { watchHealth } from './watch.ts';

/** Milliseconds between two redraws while answers come in. */
const redrawEvery = 100;

/**
 * Exit 0 when all are ok (or warn), 1 when any is bad (or, with `--fail-on warn`, warns), 3 when none is
 * bad and some could not be asked. A watch ends with the code of its last round.
 */
export default defineCommand<HealthInput, HealthData>({
  name: 'health',
  danger: 'read',
  examples: [
    { command: 'tsops health', explains: 'every monitor of the config, in parallel' },
    { command: 'tsops health staging --details', explains: 'one monitor, phase by phase' },
    { command: 'tsops health --url https://talkstudio.app', explains: 'probe any URL' },
    { command: 'tsops health --watch 5s', explains: 'repeat in place until Ctrl-C' },
  ],
  arguments: [
    {
      syntax: '[monitor...]',
      description: 'names, or the beginning of a word in a name',
      complete: 'monitor',
    },
  ],
  options: [
    { flags: '--url <url...>', description: 'probe this address (repeatable)' },
    { flags: '--keyword <text>', description: 'text that the body of each --url must contain' },
    { flags: '--all-addresses', description: 'probe every A and AAAA record' },
    {
      flags: '--watch [interval]',
      description: "repeat, this often (default: the monitors' interval)",
    },
    {
      flags: '--fail-on <verdict>',
      description: 'exit 1 from this verdict on (default: bad)',
      complete: ['warn', 'bad'],
    },
    { flags: '--details', description: 'show the phases of every hop' },
    { flags: '--timeout <duration>', description: 'time limit of one attempt' },
    { flags: '--retries <n>', description: 'retry this many times before reporting a failure' },
  ],
  input: healthInput,
  run,
  view: healthText,
});

async function run(
  input: HealthInput,
  context: Context,
  live: Live<HealthData>,
): Promise<CommandOutcome<HealthData>> {
  const { config } = await context.config();
  const named = context.options.environment === undefined ? undefined : await context.environment();
  const targets = targetsOf(config, input, named);
  // A config that names no environment yet says so.
  if (targets.length === 0) await context.environment();
  const site = await context.services.site();
  const { clock, signal } = context;
  const settings: HealthSettings = {
    ...config.health,
    retries: input.retries ?? config.health.retries,
    allAddresses: input.allAddresses,
  };
  const asData = (report: HealthReport): HealthData => ({
    ...report,
    details: input.details,
    watch: null,
  });
  const redraw = redraws(context, (soFar) => live.update(asData(soFar)));
  const round = (first: boolean): Promise<HealthReport> =>
    collectHealth(targets, settings, { site, clock, signal }, first ? redraw : undefined);
  if (input.watch === undefined) return outcome(asData(await round(true)), input);
  const { last, watch } = await watchHealth({
    clock,
    signal,
    interval: input.watch === 'configured' ? watchInterval(config, targets) : input.watch,
    targets,
    round,
    show: (report, soFar) => live.emit({ ...asData(report), watch: soFar }, report.verdict),
  });
  const data = { ...asData(last), watch };
  live.emit(data, last.verdict);
  const ended = { ...outcome(data, input), streamed: true };
  // Ctrl-C is how a watch ends; being terminated is not.
  const { reason } = signal;
  const terminated = reason instanceof TsopsError && reason.kind === 'terminated';
  return terminated ? { ...ended, exitCode: exitCodeOfKind(reason.kind) } : ended;
}

/**
 * Redraws at the start, and then not more often than the eye can follow. Of more monitors than the
 * screen has rows, only the counts.
 */
function redraws(
  { clock, terminal }: Context,
  draw: (report: HealthReport) => void,
): (soFar: () => HealthReport) => void {
  let drawnAt = Number.NEGATIVE_INFINITY;
  return (soFar) => {
    const { screen } = terminal;
    if (!screen.terminal || clock.now() - drawnAt < redrawEvery) return;
    drawnAt = clock.now();
    const report = soFar();
    draw(report.monitors.length > screen.rows ? { ...report, monitors: [] } : report);
  };
}

function outcome(data: HealthData, { failOn, details }: HealthInput): CommandOutcome<HealthData> {
  const { verdict } = data;
  const failed = failOn === 'warn' && data.counts.warn > 0;
  return {
    verdict,
    data,
    next: next(data, details),
    exitCode: failed ? 1 : exitCodeOfVerdict(verdict),
  };
}

/** What a new version may have broken; a certificate, a name or a network no rollback mends. */
const ofTheVersion = /^(?:http_|unexpected_status|keyword_missing|timeout_response|timeout_body)/;

/** What to do where somebody else answered: nothing that takes the site for down. */
const unseen: Readonly<Record<string, readonly string[]>> = {
  bot_challenge: [
    'open the address in a browser: people may see it',
    "let this machine pass: the monitor's `headers` in tsops.config.yaml, or an allow rule",
  ],
  login_required: ["give the monitor's `headers` in tsops.config.yaml (docs/health.md)"],
  network_intercepted: [
    'log in to this network, or set NODE_EXTRA_CA_CERTS to the authority of its proxy',
    'ask from another network, or open the address on a phone',
  ],
  clock_wrong: ['set the clock of this machine', 'tsops doctor machine'],
};

function next({ verdict, monitors }: HealthReport, details: boolean): readonly string[] {
  const worst = monitors.find((monitor) => monitor.verdict === verdict);
  if (worst === undefined || verdict === 'ok') return [];
  if (verdict === 'unknown') return unseen[worst.reason ?? ''] ?? ['tsops doctor'];
  if (verdict === 'bad' && worst.env !== null && ofTheVersion.test(worst.reason ?? '')) {
    const version = `tsops version ${shellQuote([worst.env])}`;
    return worst.env === 'production' ? [version, 'tsops rollback --dry-run'] : [version];
  }
  const again = worst.env === null ? ['--url', worst.url] : [worst.name];
  if (!details) return [`tsops health ${shellQuote(again)} --details`];
  return verdict === 'bad' && worst.env !== null
    ? [inEnvironment('tsops runbook service-down', worst.env)]
    : [];
}
