import type { Deploy } from '../deploys/history.ts';
import { notServed } from '../deploys/not-served.ts';
import { type Verdict, worst } from '../evidence/verdict.ts';
import { runWord } from '../evidence/wording/recent-deploys.ts';
import type { ProbeReason } from '../health/probe-reason.ts';
import { say, type Text } from '../text/language.ts';
import { roughSpanText as span } from '../time/span-text.ts';
import { hour } from '../time/units.ts';
import type { DigestFacts } from './facts.ts';
import { leftOpen, openFirst, type Recommendation, recommended, unanswered } from './left-open.ts';
import {
  deployName,
  environmentFlag,
  flagOfEnvironment,
  monitorToLookAt,
  ownDeploys,
  unexplainedText,
} from './named.ts';

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
  const running = ownDeploys(facts).find((deploy) => deploy.conclusion === null);
  if (running !== undefined) {
    return followRun(running, say(`${environment} is down, and `, `${environment} 중단. `), now);
  }
  return (
    blamed(facts) ??
    recommended(`tsops runbook service-down${environmentFlag(facts)}`, unexplainedText(facts))
  );
}

/** What is being worked on is gone on with, whatever else there is to see. */
function ongoing({ incident, now }: DigestFacts): Recommendation | undefined {
  if (incident === null) return undefined;
  const { severity, titles, at } = incident;
  const open = span(now - at);
  const en = `${severity} ${titles.en} is open for ${open.en}`;
  const ko = `${severity} ${titles.ko}: ${open.ko}째 진행 중입니다`;
  return incident.walking
    ? recommended(
        'tsops runbook resume',
        say(`${en}, its runbook is unfinished`, `${ko}. 런북이 중간에 멈춰 있습니다`),
      )
    : recommended('tsops incident status', say(en, ko));
}

/** The site answers, and its pages fail. */
function manyErrors({ environment, errors, errorsSince, now }: DigestFacts): Recommendation {
  const since = errorsSince?.at == null ? null : span(now - errorsSince.at);
  const [forEn, forKo] =
    since === null ? ['is high', ''] : [`has been high for ${since.en}`, `${since.ko} 전부터 `];
  const said = say(
    `${environment} is up, but its error rate ${forEn}: ${errors?.said.en ?? ''}`,
    `${environment} 접속은 정상이나 ${forKo}오류가 많습니다: ${errors?.said.ko ?? ''}`,
  );
  return recommended(`tsops runbook high-error-rate${flagOfEnvironment(environment)}`, said);
}

function unwatched({ environment }: DigestFacts): Recommendation {
  const said = say(
    `no monitor of the config watches ${environment}`,
    `설정에 ${environment} 모니터가 없습니다`,
  );
  return recommended('tsops config show --origin', said);
}

/** Our own network works where another environment answers. */
function silent(facts: DigestFacts): Recommendation {
  const { environment, monitors } = facts;
  if (monitors.some((each) => each.verdict === 'ok' || each.verdict === 'warn')) {
    const said = say(
      `${environment} gave no answer in time, but others did; tsops health waits longer`,
      `${environment}만 제시간에 응답하지 않았습니다: health는 더 오래 기다립니다`,
    );
    return recommended(`tsops health${environmentFlag(facts)}`, said);
  }
  const said = say(
    `${environment} could not be reached: is it this machine's network?`,
    `${environment}에 접속할 수 없습니다: 이 컴퓨터의 네트워크 문제인지 확인하십시오`,
  );
  return recommended('tsops doctor site', said);
}

/** The last deploy, where the outage began within the hour after it, and is of a kind that it can cause. */
function blamed(facts: DigestFacts): Recommendation | undefined {
  const { environment, monitors, now, onset } = facts;
  const last = ownDeploys(facts).find((deploy) => deploy.conclusion === 'success');
  const causes = monitors.filter(
    (each) => each.environment === environment && each.verdict === 'bad',
  );
  if (last === undefined || !causes.some((each) => releaseReasons.includes(each.reason))) {
    return undefined;
  }
  const began = onset?.startedAt ?? now;
  const end = last.endedAt ?? last.at;
  if (began < last.at || began > end + tiedWithin) return undefined;
  const name = deployName(last);
  const [ago, after] = [span(now - end), span(Math.max(0, began - end))];
  const said =
    onset === null
      ? say(
          `${environment} is down, and ${name.en} was deployed ${ago.en} ago`,
          `${environment} 중단. ${ago.ko} 전에 ${name.ko} 배포`,
        )
      : say(
          `${environment} is down, and it went down ${after.en} after ${name.en} was deployed`,
          `${environment} 중단. ${name.ko} 배포 ${after.ko} 후에 시작되었습니다`,
        );
  return recommended(`tsops rollback${environmentFlag(facts)}`, said);
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
  const since = span(now - onset.startedAt);
  const said = say(
    `UptimeRobot sees ${environment} down since ${since.en} ago, but it is up from here: perhaps only some edge locations fail`,
    `UptimeRobot은 ${since.ko} 전부터 ${environment} 중단, 여기서는 정상입니다: 일부 엣지만의 문제일 수 있습니다`,
  );
  return recommended('tsops health --all-addresses', said);
}

function own(facts: DigestFacts): Recommendation | undefined {
  const warned = facts.monitors.find(
    (each) => each.environment === facts.environment && each.verdict === 'warn',
  );
  if (warned === undefined) return undefined;
  return monitorToLookAt(warned.name, warned);
}

/** Errors beside a deploy that is not served are put down to it first. */
function errorsOfStale(facts: DigestFacts): Recommendation | undefined {
  return facts.errors?.verdict === 'warn' ? stale(facts) : undefined;
}

function someErrors({ environment, errors }: DigestFacts): Recommendation | undefined {
  if (errors?.verdict !== 'warn') return undefined;
  const command = `tsops runbook high-error-rate --auto${flagOfEnvironment(environment)}`;
  return recommended(command, say(`errors: ${errors.said.en}`, `오류: ${errors.said.ko}`));
}

function mixed(facts: DigestFacts): Recommendation | undefined {
  const { environment, versions } = facts;
  if (!versions.some((each) => each.environment === environment && each.mixed)) return undefined;
  const said = say(
    `${environment} serves several versions at once`,
    `${environment}에서 여러 버전이 동시에 제공됩니다`,
  );
  return recommended(`tsops version${environmentFlag(facts)} --reads 20`, said);
}

function running(facts: DigestFacts): Recommendation | undefined {
  const run = ownDeploys(facts).find((deploy) => deploy.conclusion === null);
  return run && followRun(run, say('', ''), facts.now);
}

function followRun(run: Deploy, before: Text, now: number): Recommendation {
  const [of, since] = [run.version === null ? '' : ` of ${run.version}`, span(now - run.at)];
  const what = run.version === null ? '배포' : `${run.version} 배포`;
  const said = say(
    `${before.en}a deploy${of} by ${run.actor} has been under way for ${since.en}`,
    `${before.ko}${what}(${run.actor})가 ${since.ko}째 진행 중입니다`,
  );
  return recommended(`tsops rollback status ${run.runId}`, said);
}

function failed(facts: DigestFacts): Recommendation | undefined {
  const [last] = ownDeploys(facts);
  if (last === undefined || last.conclusion === null || last.conclusion === 'success') return;
  const name = deployName(last);
  const said = say(
    `the last deploy (${name.en}) ended in ${last.conclusion}`,
    `마지막 배포(${name.ko}) 결과: ${runWord(last.conclusion).ko}`,
  );
  return recommended(`tsops rollback status ${last.runId}`, said);
}

/** The last deploy went well, and yet all reads through the edge still show something else. */
function stale(facts: DigestFacts): Recommendation | undefined {
  const { environment, versions, now, cached } = facts;
  const served = versions.find((each) => each.environment === environment);
  if (served === undefined || served.mixed) return undefined;
  const last = notServed(ownDeploys(facts), served.version, now);
  if (last === null) return undefined;
  const said = say(
    `${last.version} was deployed, yet ${environment} serves ${served.version}`,
    `배포된 버전 ${last.version}, ${environment}에서는 아직 ${served.version} 제공 중`,
  );
  const underWay = invalidating(facts);
  if (underWay !== undefined) {
    const { command, said: more } = underWay;
    return recommended(command, say(`${said.en}; ${more.en}`, `${said.ko}. ${more.ko}`));
  }
  const invalidate = cached ? `tsops invalidate${environmentFlag(facts)} --all` : undefined;
  return recommended(invalidate ?? `tsops version${environmentFlag(facts)} --reads 20`, said);
}

function others({ monitors, environment }: DigestFacts): Recommendation | undefined {
  const found = monitors.find(
    (each) =>
      each.environment !== environment && (each.verdict === 'bad' || each.verdict === 'warn'),
  );
  if (found === undefined) return undefined;
  return monitorToLookAt(found.environment, found);
}

function invalidating(facts: DigestFacts): Recommendation | undefined {
  const [first] = facts.invalidations;
  if (first === undefined) return undefined;
  const since = span(facts.now - first.createdAt);
  const said = say(
    `an invalidation has been in progress for ${since.en}`,
    `캐시 무효화가 ${since.ko}째 진행 중입니다`,
  );
  return recommended(`tsops invalidate status${environmentFlag(facts)} ${first.id}`, said);
}

function whatIsLeft({ environment, unasked }: DigestFacts): Recommendation {
  if (unasked === 0) {
    const said = say(
      `${environment} is up and nothing is in flight; to keep watching`,
      `${environment} 정상, 진행 중인 작업이 없습니다. 계속 지켜보려면`,
    );
    return recommended('tsops health --watch', said);
  }
  const sources = unasked === 1 ? 'one source' : `${unasked} sources`;
  return recommended(
    'tsops doctor',
    say(
      `${environment} is up; ${sources} could not be asked; to see what to set`,
      `${environment} 정상. 확인하지 못한 출처가 ${unasked}곳 있으니 설정을 점검하십시오`,
    ),
  );
}
