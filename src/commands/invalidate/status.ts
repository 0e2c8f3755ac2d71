import * as z from 'zod/mini';
import { type CdnEnvironment, cdnEnvironment, openCdn } from '../../actions/cdn/environment.ts';
import { followInvalidation } from '../../actions/cdn/verify.ts';
import { closeRecord } from '../../actions/settle.ts';
import { invalidationsPage } from '../../config/capabilities/web-pages.ts';
import { type CommandOutcome, defineCommand } from '../../contract/command.ts';
import type { Context } from '../../contract/context.ts';
import { recorded } from '../../domain/incident/recorded-text.ts';
import { formatDuration, parseDuration } from '../../domain/time/duration.ts';
import {
  type InvalidateRecord,
  newestInvalidate,
  reconcileInvalidate,
} from '../../evidence/cdn/invalidate-record.ts';
import { isCompleted } from '../../evidence/cdn/invalidations.ts';
import type { Cdn, InvalidationSummary } from '../../ports/cdn.ts';
import {
  type InvalidateStatusData,
  printedInvalidation,
  viewInvalidateStatus,
} from './status-view.ts';

const listed = 10;
/** Records of invalidations that are looked through for this environment's newest. */
const looked = 20;

const input = z.object({
  id: z.optional(
    z
      .string()
      .check(z.regex(/^I[A-Z0-9]{1,40}$/, 'an id such as I2J0EXAMPLE; leave it out to list')),
  ),
  wait: z._default(z.boolean(), false),
  timeout: z.optional(
    z.pipe(
      z.string(),
      z.transform((text, issues) => {
        const duration = parseDuration(text);
        if (duration !== undefined && duration > 0) return duration;
        issues.issues.push({ code: 'custom', message: 'a duration such as 15m', input: text });
        return z.NEVER;
      }),
    ),
  ),
});
type Input = z.output<typeof input>;

/**
 * Exit 0 when what is asked about is completed or under way; 1 when the newest of ours was never taken;
 * 3 when it could not be told; 6 when the time for --wait was up.
 */
export default defineCommand<Input, InvalidateStatusData>({
  name: 'invalidate status',
  danger: 'read',
  examples: [
    {
      command: 'tsops invalidate status',
      explains: 'the newest invalidations, and how our last one ended',
    },
    {
      command: 'tsops invalidate status I2J0EXAMPLE --wait',
      explains: 'follow one until it is Completed',
    },
  ],
  arguments: [{ syntax: '[id]', description: "CloudFront's id of one invalidation" }],
  options: [
    { flags: '--wait', description: 'wait until it is Completed (default: our last one)' },
    {
      flags: '--timeout <duration>',
      description: 'stop waiting after this long (exit code 6)',
    },
  ],
  input,
  async run(asked, context) {
    const site = await cdnEnvironment(context, await context.environment());
    const cdn = await openCdn(context, site);
    return asked.id === undefined
      ? list(asked, site, cdn, context)
      : one(asked.id, asked, site, cdn, context);
  },
  webPage: ({ environment }, config) => invalidationsPage(config, environment),
  view: viewInvalidateStatus,
});

type Result = CommandOutcome<InvalidateStatusData>;

async function one(
  id: string,
  asked: Input,
  site: CdnEnvironment,
  cdn: Cdn,
  context: Context,
): Promise<Result> {
  const { id: cdnId } = site.site.cdn;
  const invalidation = await cdn.invalidation(cdnId, id, { signal: context.signal });
  const data = { ...blank(site), followed: printedInvalidation(invalidation) };
  return asked.wait && !isCompleted(invalidation)
    ? follow(invalidation, data, asked, site, cdn, context)
    : { verdict: 'ok', data, next: waitFor(invalidation, site) };
}

async function list(
  asked: Input,
  site: CdnEnvironment,
  cdn: Cdn,
  context: Context,
): Promise<Result> {
  const { signal } = context;
  const invalidations = await cdn.invalidations(site.site.cdn.id, listed, { signal });
  const ours = await reconcileNewest(site, cdn, context);
  const data: InvalidateStatusData = { ...blank(site), invalidations, ours };
  const invalidation = ours?.invalidation ?? null;
  if (asked.wait && invalidation !== null && !isCompleted(invalidation)) {
    return follow(invalidation, data, asked, site, cdn, context);
  }
  return {
    verdict: ours?.state === 'unknown' ? 'unknown' : ours?.state === 'not-done' ? 'bad' : 'ok',
    data,
    next: invalidation === null ? [] : waitFor(invalidation, site),
  };
}

async function reconcileNewest(
  { environment }: CdnEnvironment,
  cdn: Cdn,
  context: Context,
): Promise<InvalidateStatusData['ours']> {
  const { journal, clock, signal } = context;
  const ours = (each: InvalidateRecord): boolean => each.environment === environment;
  const record = await newestInvalidate(journal, looked, ours);
  if (record === undefined) return null;
  const found = await reconcileInvalidate(record, cdn, clock.now(), { signal });
  if (record.driver === null) await closeRecord(context, record.record, found, 'invalidate status');
  const { invalidation, state, detail } = found;
  const printed = invalidation && printedInvalidation(invalidation);
  const { record: id, intentAt } = record;
  return { record: id, intentAt, state, ...recorded(detail), invalidation: printed };
}

async function follow(
  invalidation: InvalidationSummary,
  data: InvalidateStatusData,
  { timeout: given }: Input,
  site: CdnEnvironment,
  cdn: Cdn,
  context: Context,
): Promise<Result> {
  const timeout = given ?? site.config.timeout;
  const followed = await followInvalidation(cdn, context, {
    cdnId: site.site.cdn.id,
    id: invalidation.id,
    since: invalidation.createdAt,
    timeout,
    pollInterval: site.config.pollInterval,
  });
  const next = waitFor(invalidation, site);
  if (followed.end === 'completed') {
    const ours = data.ours === null ? null : await reconcileNewest(site, cdn, context);
    const ended = {
      ...data,
      ours,
      followed: printedInvalidation(followed.invalidation),
      invalidations: [],
    };
    return { verdict: 'ok', data: ended };
  }
  if (followed.end === 'unknown') {
    return { verdict: 'unknown', data, next, problems: [followed.problem] };
  }
  const message = `Stopped waiting after ${formatDuration(timeout)}; CloudFront is working on ${invalidation.id}.`;
  const problems = [{ kind: 'stopped-waiting', message }];
  return { verdict: 'unknown', data, next, problems, exitCode: 6 };
}

function blank({ environment, site }: CdnEnvironment): InvalidateStatusData {
  const distributionId = site.cdn.id;
  return { environment, distributionId, ours: null, followed: null, invalidations: [] };
}

function waitFor(invalidation: InvalidationSummary, { environment }: CdnEnvironment): string[] {
  if (isCompleted(invalidation)) return [];
  const env = environment === 'production' ? '' : ` --env ${environment}`;
  return [`tsops invalidate status ${invalidation.id} --wait${env}`];
}
