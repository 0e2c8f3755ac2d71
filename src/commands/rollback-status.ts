import * as z from 'zod/mini';
import { proveServed } from '../actions/rollback-proof.ts';
import { verifyRollback } from '../actions/rollback-verify.ts';
import { defineCommand } from '../command.ts';
import type { Config, Environment } from '../config/schema.ts';
import type { Context } from '../context.ts';
import { deployOf } from '../domain/deploys.ts';
import { parseDuration } from '../domain/duration.ts';
import type { Asked } from '../domain/rollback-guards.ts';
import { type RollbackStatus, rollbackStatus } from '../domain/rollback-status.ts';
import { inEnvironment, undoCommand } from '../domain/suggested-command.ts';
import { asTsopsError, TsopsError } from '../errors.ts';
import {
  type FoundRecord,
  findRollback,
  replacement,
  searchRun,
} from '../evidence/rollback-state.ts';
import type { GitHub, Job, PendingApproval, Run } from '../services/github.port.ts';
import { healthOf } from './rollback-health.ts';
import { type RollbackStatusData, sampleStatus, showStatus } from './rollback-status-view.ts';

const runId = z.pipe(
  z.string(),
  z.transform((text, context): number => {
    const digits = /^(?:https?:\/\/\S+\/actions\/runs\/)?(\d{1,15})(?:[/?#]\S*)?$/.exec(text)?.[1];
    if (digits !== undefined && Number(digits) > 0) return Number(digits);
    context.issues.push({
      code: 'custom',
      input: text,
      message: `wants the number or the link of a run, not ${JSON.stringify(text.slice(0, 60))}`,
    });
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
      message: `${text} is no duration such as 20m`,
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
    { command: 'tsops rollback status --follow', explains: 'take up waiting and proving again' },
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
  view: showStatus,
  sample: sampleStatus,
});

interface Looked {
  readonly data: RollbackStatusData;
  readonly status: RollbackStatus;
  readonly found: FoundRecord | null;
  readonly github: Asked<GitHub>;
  readonly run: Run | null;
  readonly site: Environment;
}

async function status({ run, follow, timeout }: Input, context: Context) {
  const { config } = await context.config();
  const looked = await look(context, config, run ?? null);
  const { data, status: now } = looked;
  const driven = looked.found?.driver != null;
  if (follow && now.state === 'in-progress' && looked.run !== null && !driven) {
    return followOn(context, config, looked, looked.run, timeout ?? config.rollback.timeout);
  }
  await writeDown(context, looked);
  return { verdict: now.verdict, data, next: nextOf(looked) };
}

async function look(context: Context, config: Config, runId: number | null): Promise<Looked> {
  const found = await findRollback(context, runId);
  if (found === null && runId === null) throw nothingToTell();
  const github = await opened(context);
  const record = found?.record ?? null;
  const search = await searchRun(context, github, record, runId);
  const run = search.found === 'one' ? (search.run as Run) : null;
  const names = Object.keys(config.environments);
  const deploy = run === null ? null : deployOf(run, names);
  const environment = record?.environment ?? deploy?.environment ?? (await context.environment());
  const site = config.environments[environment];
  if (site === undefined) throw noEnvironment(environment);
  const wanted = record?.to ?? deploy?.version ?? null;
  const [serving, details, replacedBy] = await Promise.all([
    servingNow(context, config, site, { wanted, run }),
    detailsOf(github, run),
    run === null || 'trouble' in github ? null : replacement(github.value, run, names, environment),
  ]);
  const driver = found?.driver ?? null;
  const facts = { record, driver, environment, wanted, run: search, serving, replacedBy };
  const now = rollbackStatus(facts);
  const data = {
    ...now,
    record: found?.id ?? null,
    notes: found?.notes ?? [],
    startedAt: record?.at ?? run?.createdAt ?? null,
    environment,
    from: record?.from ?? null,
    to: wanted,
    reason: record?.reason ?? null,
    run,
    ...details,
    serving: 'value' in serving ? serving.value : null,
    undo: undoOf(now, record?.from ?? null, environment),
  };
  return { data, status: now, found, github, run, site };
}

/** Nothing can be undone but what was done. */
function undoOf(
  { state }: RollbackStatus,
  from: string | null,
  environment: string,
): string | null {
  return state === 'not-done' ? null : undoCommand(from, environment);
}

async function opened(context: Context): Promise<Asked<GitHub>> {
  try {
    return { value: await context.services.github() };
  } catch (thrown) {
    context.signal.throwIfAborted();
    return { trouble: asTsopsError(thrown).message };
  }
}

/** The edge may need this long after a deploy, milliseconds; each look waits three seconds for it. */
const settling = 600_000;

/**
 * Three reads in a row while they show what is wanted, else one; a few more shortly after the run has
 * ended. Invalidates nothing.
 */
async function servingNow(
  context: Context,
  { rollback }: Config,
  { buildInfo }: Environment,
  { wanted, run }: { readonly wanted: string | null; readonly run: Run | null },
): Promise<Asked<string>> {
  const { pollInterval } = rollback;
  const now = context.clock.now();
  const justEnded = run?.conclusion === 'success' && now - run.updatedAt < settling;
  const deadline = justEnded ? now + 3000 : now;
  const proof = await proveServed(
    context,
    { version: wanted ?? '', buildInfo, invalidates: null, deadline, pollInterval },
    null,
  );
  if (proof.serving === null) return { trouble: proof.problems[0]?.message ?? 'no answer' };
  // Wanted in some reads, and not three times in a row: the edge is mixed, which is not served.
  const other = proof.reads.find((version) => version !== null && version !== wanted);
  return { value: proof.proved ? (wanted ?? proof.serving) : (other ?? proof.serving) };
}

async function detailsOf(
  github: Asked<GitHub>,
  run: Run | null,
): Promise<{ jobs: readonly Job[]; approvals: readonly PendingApproval[] }> {
  if ('trouble' in github || run === null) return { jobs: [], approvals: [] };
  const [jobs, approvals] = await Promise.all([
    github.value.jobs(run.id).catch(() => []),
    run.status === 'waiting' ? github.value.pendingApprovals(run.id).catch(() => []) : [],
  ]);
  return { jobs, approvals };
}

/** An outcome that is known now, where the journal still holds none: a crash left it open. */
async function writeDown({ journal }: Context, { found, status: now }: Looked): Promise<void> {
  if (found === null) return;
  const closed = ['done', 'not-done'];
  if (!closed.includes(now.state) || closed.includes(found.record.outcome?.state ?? '')) return;
  const record = await journal.reopen(found.id);
  try {
    await record.append('outcome', { state: now.state, detail: now.detail, by: 'rollback status' });
  } finally {
    await record.close();
  }
}

async function followOn(
  context: Context,
  config: Config,
  { data, found, github, site }: Looked,
  run: Run,
  timeout: number,
) {
  if ('trouble' in github) throw new TsopsError({ kind: 'bug', message: 'a run without GitHub' });
  const watched = {
    environment: data.environment,
    version: data.to ?? '',
    buildInfo: site.buildInfo,
    invalidates: found?.record.invalidates ?? null,
    pollInterval: config.rollback.pollInterval,
    health: healthOf(context, config, data.environment),
  };
  const record = found === null ? null : await context.journal.reopen(found.id);
  try {
    const receipt = { runId: run.id, url: run.url };
    const verified = await verifyRollback(context, github.value, watched, receipt, record, timeout);
    const { state, verdict, detail, next = [], problems = [] } = verified;
    await record?.append('outcome', { state, detail, by: 'rollback status' });
    return {
      verdict,
      data: { ...data, state, verdict, detail, failed: verified.proof?.failed ?? null },
      next,
      problems,
      ...(state === 'stopped-waiting' ? { exitCode: 6 as const } : {}),
    };
  } finally {
    await record?.close();
  }
}

function nextOf({ status: { state }, run, data, found }: Looked): string[] {
  if (state === 'in-progress' && found?.driver == null && run !== null) {
    return [`tsops rollback status ${run.id} --follow`];
  }
  if (state === 'unknown') return ['tsops version', 'tsops doctor'];
  if (state === 'not-done' && data.verdict === 'bad') {
    const again = inEnvironment('tsops invalidate --all', data.environment);
    return [`tsops version ${data.environment} --reads 5`, again];
  }
  return [];
}

function nothingToTell(): TsopsError {
  return new TsopsError({
    kind: 'usage',
    message: 'There is no rollback in the journal; name the run that is meant.',
    next: ['tsops rollback status <run>', 'tsops version'],
  });
}

function noEnvironment(environment: string): TsopsError {
  return new TsopsError({
    kind: 'config',
    message: `The rollback was of ${environment}, which the config does not know (any more).`,
    next: ['tsops config show --origin'],
  });
}
