import * as z from 'zod/mini';
import { healthOf } from '../../actions/rollback/health.ts';
import type { RollbackStatusData } from '../../actions/rollback/look.ts';
import { followRollback, type Looked, lookAtRollback } from '../../actions/rollback/look.ts';
import type { RollbackProof } from '../../actions/rollback/verify.ts';
import { closeRecord } from '../../actions/settle.ts';
import type { Config } from '../../config/schema.ts';
import type { Verified } from '../../contract/action.ts';
import { defineCommand } from '../../contract/command.ts';
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { inEnvironment } from '../../domain/deploys/suggested-command.ts';
import { recorded } from '../../domain/incident/recorded-text.ts';
import { shellQuote } from '../../domain/text/shell-quote.ts';
import { parseDuration } from '../../domain/time/duration.ts';
import { findRollback } from '../../evidence/rollback/state.ts';
import { noRunText, runNumberIn } from './run-number.ts';
import { showStatus } from './status-view.ts';

/** Who writes an outcome down that a crash left open. */
const by = 'rollback status';

const runId = z.pipe(
  z.string(),
  z.transform((text, context): number => {
    const number = runNumberIn(text);
    if (number !== undefined) return number;
    context.issues.push({ code: 'custom', input: text, message: noRunText(text) });
    return z.NEVER;
  }),
);

const wait = z.pipe(
  z.string(),
  z.transform((text, context): number => {
    const value = parseDuration(text);
    if (value !== undefined && value > 0) return value;
    context.issues.push({
      code: 'custom',
      input: text,
      message: `${text} is not a duration such as 20m`,
    });
    return z.NEVER;
  }),
);

const input = z.object({
  run: z.optional(runId),
  follow: z._default(z.boolean(), false),
  timeout: z.optional(wait),
});

type Input = z.output<typeof input>;

export default defineCommand<Input, RollbackStatusData>({
  name: 'rollback status',
  danger: 'local',
  examples: [
    {
      command: 'tsops rollback status',
      explains: 'the newest rollback: done, not done, or unknown',
    },
    { command: 'tsops rollback status 19400015838', explains: 'any run of the deploy workflow' },
    { command: 'tsops rollback status --follow', explains: 'resume waiting and verifying' },
  ],
  arguments: [
    { syntax: '[run]', description: 'number or link of a run (default: the newest rollback)' },
  ],
  options: [
    { flags: '--follow', description: 'follow the run to its end, and prove what is served' },
    { flags: '--timeout <duration>', description: 'how long to follow (default: 20m)' },
  ],
  input,
  run: status,
  webPage: ({ run }) => run?.url ?? null,
  view: showStatus,
});

async function status({ run, follow, timeout }: Input, context: Context) {
  const { config } = await context.config();
  const found = await findRollback(context, run ?? null);
  if (found === null && run === undefined) throw nothingToTell();
  const looked = await lookAtRollback(context, config, found, run ?? null);
  const { data, status: now } = looked;
  const driven = looked.found?.driver != null;
  if (follow && now.state === 'in-progress' && looked.run !== null && !driven) {
    const followed = await followToTheEnd(
      context,
      config,
      looked,
      timeout ?? config.rollback.timeout,
    );
    if (followed !== null) {
      // Its run, its jobs and what is served are others by now.
      const after = await lookAtRollback(context, config, found, looked.run.id);
      return outcomeOf(after.data, followed);
    }
  }
  if (found !== null) await closeRecord(context, found.id, now, by);
  return { verdict: now.verdict, data, next: nextOf(looked) };
}

/** Waits and proves again as if nobody had stopped, and writes down how it ends. */
async function followToTheEnd(
  context: Context,
  config: Config,
  looked: Looked,
  timeout: number,
): Promise<Verified<RollbackProof> | null> {
  const { found, data } = looked;
  const health = healthOf(context, config, data.environment);
  const record = found === null ? null : await context.journal.reopen(found.id);
  try {
    const verified = await followRollback(context, config, looked, { record, health, timeout });
    if (verified !== null) {
      await record?.append('outcome', {
        state: verified.state,
        ...recorded(verified.detail),
        by,
      });
    }
    return verified;
  } finally {
    await record?.close();
  }
}

function outcomeOf(data: RollbackStatusData, verified: Verified<RollbackProof>) {
  const { state, verdict, detail, next = [], problems = [] } = verified;
  return {
    verdict,
    data: { ...data, state, verdict, ...recorded(detail), failed: verified.proof?.failed ?? null },
    next,
    problems,
    ...(state === 'stopped-waiting' ? { exitCode: 6 as const } : {}),
  };
}

function nextOf({ status: { state }, run, data, found }: Looked): string[] {
  if (state === 'in-progress' && run !== null) {
    const mine = data.approvals.some(({ youCanApprove }) => youCanApprove);
    const follow = found?.driver == null ? [`tsops rollback status ${run.id} --follow`] : [];
    if (data.approvals.length === 0) return follow;
    return mine ? [`tsops rollback approve ${run.id}`, ...follow] : [pageForReview(run.url)];
  }
  if (state === 'unknown') return ['tsops version', 'tsops doctor'];
  if (state === 'not-done' && data.verdict === 'bad') {
    const again = inEnvironment('tsops invalidate --all', data.environment);
    return [`tsops version ${data.environment} --reads 5`, again];
  }
  return [];
}

/** Whoever may approve it is woken by a page. */
function pageForReview(url: string): string {
  return `tsops page ${shellQuote([`approve the deploy ${url}`])}`;
}

function nothingToTell(): TsopsError {
  return new TsopsError({
    kind: 'usage',
    message: 'There is no rollback in the journal; name the run that is meant.',
    next: ['tsops rollback status <run>', 'tsops version'],
  });
}
