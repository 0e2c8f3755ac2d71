import * as z from 'zod/mini';
import { confirmFlag } from '../../actions/protocol/consent.ts';
import { offerSignInToCdn } from '../../actions/protocol/sign-in.ts';
import { healthOf } from '../../actions/rollback/health.ts';
import { type CommandOutcome, defineCommand } from '../../contract/command.ts';
import type { Context, Live } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { pinTime } from '../../domain/evidence/pinned-time.ts';
import { shellQuote } from '../../domain/text/shell-quote.ts';
import { parseDuration } from '../../domain/time/duration.ts';
import { hour, minute } from '../../domain/time/units.ts';
import type { Runbook } from '../../runbooks/definition.ts';
import { type RunbookRun, verdictOfRun } from '../../runbooks/walk/run-data.ts';
import { walkOptions } from './options.ts';
import { viewRun } from './view.ts';

const span = z.pipe(
  z.string(),
  z.transform((text, context): number => {
    const value = parseDuration(text);
    if (value !== undefined && value >= minute) return value;
    const message = `${text} is not a duration of a minute or more, such as 30m`;
    context.issues.push({ code: 'custom', input: text, message });
    return z.NEVER;
  }),
);

export const input = z.object({
  runbook: z.string(),
  auto: z._default(z.boolean(), false),
  confirm: z.optional(z.string()),
  since: z.optional(span),
  at: z.optional(z.string()),
  anew: z._default(z.boolean(), false),
});
export type RunbookInput = z.output<typeof input>;

/** A walk that was left longer ago is begun again: its minutes are not those of now. Milliseconds. */
const takenUpWithin = hour;

export default defineCommand<RunbookInput, RunbookRun>({
  name: 'runbook',
  danger: 'production',
  examples: [
    {
      command: 'tsops runbook high-error-rate',
      explains: 'from the page to the proof, step by step',
    },
    {
      command: 'tsops runbook high-error-rate --auto',
      explains: 'collect all evidence and recommend; nothing is changed',
    },
    {
      command: 'tsops runbook performance-degradation --at 03:10 --since 1h',
      explains: 'about the hour before 03:10 in the team’s zone',
    },
  ],
  arguments: [
    {
      syntax: '<runbook>',
      description:
        "high-error-rate, performance-degradation, service-down, or one of the team's own",
      complete: ['high-error-rate', 'performance-degradation', 'service-down'],
      known: 'runbook',
    },
  ],
  options: walkOptions,
  input,
  run,
  view: viewRun,
});

export async function run(
  asked: RunbookInput,
  context: Context,
  live: Live<RunbookRun>,
): Promise<CommandOutcome<RunbookRun>> {
  const [{ findRunbook }, { begin }, { config }, environment] = await Promise.all([
    import('../../runbooks/find.ts'),
    import('../../runbooks/walk/begin.ts'),
    context.config(),
    context.environment(),
  ]);
  checkConsent(asked, environment, context);
  const runbook = await findRunbook(context, asked.runbook);
  const pinned = pinTime(await moment(asked.at, context), asked.since);
  const begun = await begin(context, {
    runbook,
    environment,
    pinned,
    anew: asked.anew || asked.at !== undefined || asked.since !== undefined,
    fresh: takenUpWithin,
  });
  const { auto, confirm } = asked;
  return walkThrough({ runbook, begun, environment, config, auto, confirm }, context, live);
}

/**
 * A wrong name is said before anything is collected; and who is asked at each step is asked for consent too,
 * so that Enter never starts a write.
 */
export function checkConsent(
  { confirm, auto }: Pick<RunbookInput, 'confirm' | 'auto'>,
  environment: string,
  { host, terminal }: Pick<Context, 'host' | 'terminal'>,
): void {
  if (confirm === undefined) return;
  const without = host.typed.replace(confirmFlag, '');
  if (confirm !== environment) {
    throw new TsopsError({
      kind: 'refused',
      message: `--confirm names ${confirm}, but this runbook is about ${environment}.`,
      why: 'Nothing was done.',
      next: [`${without} --confirm ${shellQuote([environment])}`],
    });
  }
  if (auto || !terminal.interactive) return;
  throw new TsopsError({
    kind: 'usage',
    message:
      '--confirm goes with --auto: at a terminal each write is asked for when its plan is seen.',
    next: [without, `${host.typed} --auto`],
  });
}

async function moment(at: string | undefined, { clock, config }: Context): Promise<number> {
  if (at === undefined) return clock.now();
  const { parseMoment } = await import('../../domain/incident/moment.ts');
  const found = parseMoment(at, clock.now(), (await config()).config.timezone);
  if (found !== undefined && found <= clock.now()) return found;
  throw new TsopsError({
    kind: 'usage',
    message: `--at: ${at} is not a past time such as 03:10 or 2026-11-25T03:10Z`,
    next: ['tsops runbook --help'],
  });
}

type RunbookArguments = {
  readonly runbook: Runbook;
  readonly begun: Awaited<ReturnType<typeof import('../../runbooks/walk/begin.ts').begin>>;
  readonly environment: string;
  readonly config: Awaited<ReturnType<Context['config']>>['config'];
  readonly auto: boolean;
  readonly confirm?: string | undefined;
};

/** The walk itself: asked where there is a terminal, else alone. */
export async function walkThrough(
  { runbook, begun, environment, config, auto, confirm }: RunbookArguments,
  context: Context,
  live: Live<RunbookRun>,
): Promise<CommandOutcome<RunbookRun>> {
  const { runRunbook } = await import('../../runbooks/walk/run.ts');
  const alone = auto || !context.terminal.interactive;
  const language = context.options.language ?? config.language;
  const consent = { confirm, yes: confirm !== undefined };
  const { terminal } = context;
  // What draws its screen anew leaves no place for a question.
  if (!alone) await offerSignInToCdn(context, environment);
  const { askedGuide } = await import('../../runbooks/walk/asked-guide.ts');
  const { autoGuide } = await import('../../runbooks/walk/auto-guide.ts');
  // What a write shows on its way would not stand beside a screen that is redrawn.
  const follow = alone && confirm === undefined ? { onLine: live.update } : {};
  const run = await runRunbook({
    runbook,
    context,
    config,
    environment,
    language,
    begun,
    health: healthOf(context, config, environment),
    ...follow,
    guide: (news) =>
      alone ? autoGuide(consent, () => {}) : askedGuide(terminal, language, consent, { news }),
  });
  const { unrecorded } = await context.journal.read(run.incident);
  const data = unrecorded === true ? { ...run, unrecorded } : run;
  const named = context.options.environment !== undefined;
  return { verdict: verdictOfRun(data), data, next: nextOf(data, named) };
}

function nextOf(
  { state, diagnosis, actions, environment, runbook, asked, unrecorded }: RunbookRun,
  named: boolean,
): string[] {
  // What is in memory alone is gone with this process.
  if (unrecorded === true) return [];
  if (state === 'paused' || state === 'walking') return ['tsops runbook resume'];
  const waiting = !asked && actions.length === 0 && isWrite(diagnosis?.response.kind);
  const where = shellQuote([environment]);
  const flags = `--auto --anew${named ? ` --env ${where}` : ''} --confirm ${where}`;
  if (waiting) return [`tsops runbook ${runbook} ${flags}`];
  // What is down is not resolved by a walk: somebody is called.
  if (diagnosis?.response.kind === 'escalate') return ['tsops escalate', 'tsops oncall'];
  return ['tsops incident report', "tsops incident resolve 'what was done'"];
}

function isWrite(kind: string | undefined): boolean {
  return kind === 'rollback' || kind === 'invalidate' || kind === 'issue';
}
