import type { Deploy } from '../deploys/history.ts';
import { notServed } from '../deploys/not-served.ts';
import { type Verdict, worst } from '../evidence/verdict.ts';
import type { ProbeReason } from '../health/probe-reason.ts';
import { shellQuote } from '../text/shell-quote.ts';
import { roughSpan as span } from '../time/duration.ts';
import { hour } from '../time/units.ts';
import type { DigestFacts } from './facts.ts';
import { leftOpen, openFirst, type Recommendation, unanswered } from './left-open.ts';

/** An outage that begins within an hour of a deploy is put down to it until shown otherwise. */
const tiedWithin = hour;
/** What a bad release can cause. A name that does not resolve or a certificate is no matter of release. */
const releaseReasons: readonly (ProbeReason | null)[] = [
  'http_5xx',
  'http_4xx',
  'unexpected_status',
  'keyword_missing',
];

/**
 * `bad` when the environment is down by our own probes, or by UptimeRobot where ours could not tell; and
 * when it is up and too many of its requests end in errors.
 * `unknown` when neither could tell. All else that is wrong (another environment down, a mixed fleet, a
 * failed deploy, an action left open, UptimeRobot against our probes) is `warn`: it needs a look, but
 * the site is up; and so is all that could not be asked, for want of credentials or of an answer: the
 * site is up, but nobody may read that all is well.
 */
export function digestVerdict(facts: DigestFacts): Verdict {
  const own = healthOf(facts, facts.environment);
  if (own === 'bad' || facts.errors?.verdict === 'bad') return 'bad';
  if (own === 'unknown' || own === 'no-data') return facts.onset === null ? own : 'bad';
  return own === 'warn' || concerns(facts).length > 0 || facts.unasked > 0 ? 'warn' : 'ok';
}

function healthOf({ monitors }: DigestFacts, environment: string): Verdict {
  const own = monitors.filter((monitor) => monitor.environment === environment);
  return worst(own.map((monitor) => monitor.verdict));
}

/** The one command to type now, and why. Of all that is wrong, what has to be known or done first. */
export function recommend(facts: DigestFacts): Recommendation {
  return (
    openFirst(facts) ?? ongoing(facts) ?? outage(facts) ?? concerns(facts)[0] ?? whatIsLeft(facts)
  );
}

function outage(facts: DigestFacts): Recommendation | undefined {
  const { environment, now } = facts;
  const verdict = digestVerdict(facts);
  if (verdict === 'no-data') return unwatched(facts);
  if (verdict === 'unknown') return silent(facts);
  if (verdict !== 'bad') return undefined;
  if (healthOf(facts, environment) !== 'bad' && facts.onset === null) {
    return stale(facts) ?? manyErrors(facts);
  }
  const running = deploysOf(facts).find((deploy) => deploy.conclusion === null);
  if (running !== undefined) return followRun(running, `${environment} is down, and`, now);
  return (
    blamed(facts) ?? {
      command: `tsops runbook service-down${flag(facts)}`,
      reason: unexplained(facts),
    }
  );
}

/** What is being worked on is gone on with, whatever else there is to see. */
function ongoing({ incident, now }: DigestFacts): Recommendation | undefined {
  if (incident === null) return undefined;
  const reason = `${incident.severity} ${incident.title} is open for ${span(now - incident.at)}`;
  return incident.walking
    ? { command: 'tsops runbook resume', reason: `${reason}, its runbook left in the middle` }
    : { command: 'tsops incident status', reason };
}

/** The site answers, and its pages fail. */
function manyErrors({ environment, errors, errorsSince, now }: DigestFacts): Recommendation {
  const since = errorsSince?.at == null ? '' : ` since ${span(now - errorsSince.at)}`;
  const reason = `${environment} is up, and its errors are too many${since}: ${errors?.detail ?? ''}`;
  return { command: `tsops runbook high-error-rate${flagOf(environment)}`, reason };
}

function unwatched({ environment }: DigestFacts): Recommendation {
  const reason = `no monitor of the config watches ${environment}`;
  return { command: 'tsops config show --origin', reason };
}

/** Our own network works where another environment answers. */
function silent(facts: DigestFacts): Recommendation {
  const { environment, monitors } = facts;
  if (monitors.some((each) => each.verdict === 'ok' || each.verdict === 'warn')) {
    const reason = `${environment} gave no answer in time, and others did: health waits longer`;
    return { command: `tsops health${flag(facts)}`, reason };
  }
  const reason = `${environment} could not be asked: is it this machine's network?`;
  return { command: 'tsops doctor site', reason };
}

function unexplained({ environment, deploys, unasked }: DigestFacts): string {
  if (deploys.length === 0 && unasked > 0) {
    return `${environment} is down; whether a deploy did it could not be asked`;
  }
  return `${environment} is down, and no recent deploy explains it`;
}

/** The last deploy, where the outage began within the hour after it, and is of a kind that it can cause. */
function blamed(facts: DigestFacts): Recommendation | undefined {
  const { environment, monitors, now, onset } = facts;
  const last = deploysOf(facts).find((deploy) => deploy.conclusion === 'success');
  const causes = monitors.filter(
    (each) => each.environment === environment && each.verdict === 'bad',
  );
  if (last === undefined || !causes.some((each) => releaseReasons.includes(each.reason))) {
    return undefined;
  }
  const began = onset?.startedAt ?? now;
  const end = last.endedAt ?? last.at;
  if (began < last.at || began > end + tiedWithin) return undefined;
  const name = last.version ?? `run ${last.runId}`;
  const since = onset === null ? `${name} was deployed ${span(now - end)} ago` : undefined;
  const after = `it went down ${span(Math.max(0, began - end))} after ${name} was deployed`;
  return {
    command: `tsops rollback${flag(facts)}`,
    reason: `${environment} is down, and ${since ?? after}`,
  };
}

/** All that needs a look while the environment is up, the weightiest first. */
function concerns(facts: DigestFacts): Recommendation[] {
  return [
    unanswered(facts),
    seenDown(facts),
    own(facts),
    errorsOfStale(facts),
    someErrors(facts),
    mixed(facts),
    running(facts),
    leftOpen(facts),
    failed(facts),
    stale(facts),
    others(facts),
    invalidating(facts),
  ].filter((each) => each !== undefined);
}

function seenDown({ onset, environment, now }: DigestFacts): Recommendation | undefined {
  if (onset === null) return undefined;
  const since = `down since ${span(now - onset.startedAt)} ago`;
  const reason = `UptimeRobot sees ${environment} ${since}, we see it up: it may be some edges only`;
  return { command: 'tsops health --all-addresses', reason };
}

function own(facts: DigestFacts): Recommendation | undefined {
  const warned = facts.monitors.find(
    (each) => each.environment === facts.environment && each.verdict === 'warn',
  );
  if (warned === undefined) return undefined;
  const reason = `${warned.name}: ${warned.detail}`;
  return { command: `tsops health ${shellQuote([warned.name])}`, reason };
}

/** Errors beside a deploy that is not served are put down to it first. */
function errorsOfStale(facts: DigestFacts): Recommendation | undefined {
  return facts.errors?.verdict === 'warn' ? stale(facts) : undefined;
}

function someErrors({ environment, errors }: DigestFacts): Recommendation | undefined {
  if (errors?.verdict !== 'warn') return undefined;
  const command = `tsops runbook high-error-rate --auto${flagOf(environment)}`;
  return { command, reason: `errors: ${errors.detail}` };
}

function mixed(facts: DigestFacts): Recommendation | undefined {
  const { environment, versions } = facts;
  if (!versions.some((each) => each.environment === environment && each.mixed)) return undefined;
  const reason = `${environment} serves several versions at once`;
  return { command: `tsops version${flag(facts)} --reads 20`, reason };
}

function running(facts: DigestFacts): Recommendation | undefined {
  const run = deploysOf(facts).find((deploy) => deploy.conclusion === null);
  return run && followRun(run, '', facts.now);
}

function followRun(run: Deploy, before: string, now: number): Recommendation {
  const what = `a deploy${run.version === null ? '' : ` of ${run.version}`} by ${run.actor}`;
  const reason = `${before} ${what} has been under way for ${span(now - run.at)}`.trim();
  return { command: `tsops rollback status ${run.runId}`, reason };
}

function failed(facts: DigestFacts): Recommendation | undefined {
  const [last] = deploysOf(facts);
  if (last === undefined || last.conclusion === null || last.conclusion === 'success') return;
  const reason = `the last deploy (${last.version ?? `run ${last.runId}`}) ended in ${last.conclusion}`;
  return { command: `tsops rollback status ${last.runId}`, reason };
}

/** The last deploy went well, and yet all reads through the edge still show something else. */
function stale(facts: DigestFacts): Recommendation | undefined {
  const { environment, versions, now, cached } = facts;
  const served = versions.find((each) => each.environment === environment);
  if (served === undefined || served.mixed) return undefined;
  const last = notServed(deploysOf(facts), served.version, now);
  if (last === null) return undefined;
  const reason = `${last.version} was deployed, yet ${environment} serves ${served.version}`;
  const underWay = invalidating(facts);
  if (underWay !== undefined) return { ...underWay, reason: `${reason}; ${underWay.reason}` };
  const invalidate = cached ? `tsops invalidate${flag(facts)} --all` : undefined;
  return { command: invalidate ?? `tsops version${flag(facts)} --reads 20`, reason };
}

function others({ monitors, environment }: DigestFacts): Recommendation | undefined {
  const found = monitors.find(
    (each) =>
      each.environment !== environment && (each.verdict === 'bad' || each.verdict === 'warn'),
  );
  if (found === undefined) return undefined;
  const reason = `${found.environment}: ${found.detail}`;
  return { command: `tsops health ${shellQuote([found.name])}`, reason };
}

function invalidating(facts: DigestFacts): Recommendation | undefined {
  const [first] = facts.invalidations;
  if (first === undefined) return undefined;
  const reason = `an invalidation has been in progress for ${span(facts.now - first.createdAt)}`;
  return { command: `tsops invalidate status${flag(facts)} ${first.id}`, reason };
}

function whatIsLeft({ environment, unasked }: DigestFacts): Recommendation {
  if (unasked === 0) {
    const reason = `${environment} is up and nothing is in flight; this keeps an eye on it`;
    return { command: 'tsops health --watch', reason };
  }
  const sources = unasked === 1 ? 'one source' : `${unasked} sources`;
  return {
    command: 'tsops doctor',
    reason: `${environment} is up; ${sources} could not be asked, and this tells what to set`,
  };
}

function deploysOf({ deploys, environment }: DigestFacts): readonly Deploy[] {
  return deploys.filter((deploy) => deploy.environment === environment);
}

function flag({ environment }: DigestFacts): string {
  return flagOf(environment);
}

function flagOf(environment: string): string {
  return environment === 'production' ? '' : ` --env ${shellQuote([environment])}`;
}
