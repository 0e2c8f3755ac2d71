/* What the digest names: a monitor with what its probe found, a deploy. */
import type { Deploy } from '../deploys/history.ts';
import { probeTextInKorean } from '../health/reason-texts.ts';
import { say, type Text } from '../text/language.ts';
import { shellQuote } from '../text/shell-quote.ts';
import type { DigestFacts, MonitorState } from './facts.ts';
import { type Recommendation, recommended } from './left-open.ts';

export function monitorToLookAt(label: string, seen: MonitorState): Recommendation {
  const told = monitorText(seen);
  return recommended(
    `tsops health ${shellQuote([seen.name])}`,
    say(`${label}: ${told.en}`, `${label}: ${told.ko}`),
  );
}

/** What a monitor's probe found, in words. */
export function monitorText({ reason, detail }: Pick<MonitorState, 'reason' | 'detail'>): Text {
  return say(detail, reason === null ? detail : probeTextInKorean(reason, detail));
}

export function deployName({ version, runId }: Deploy): Text {
  return version === null ? say(`run ${runId}`, `실행 ${runId}`) : say(version, version);
}

export function ownDeploys({ deploys, environment }: DigestFacts): readonly Deploy[] {
  return deploys.filter((deploy) => deploy.environment === environment);
}

export function environmentFlag({ environment }: DigestFacts): string {
  return flagOfEnvironment(environment);
}

export function flagOfEnvironment(environment: string): string {
  return environment === 'production' ? '' : ` --env ${shellQuote([environment])}`;
}

/** Down, and no deploy to put it down to. */
export function unexplainedText({ environment, deploys, unasked }: DigestFacts): Text {
  return deploys.length === 0 && unasked > 0
    ? say(
        `${environment} is down; whether a deploy did it could not be asked`,
        `${environment} 중단. 배포 때문인지 확인하지 못했습니다`,
      )
    : say(
        `${environment} is down, and no recent deploy explains it`,
        `${environment} 중단. 원인으로 볼 최근 배포가 없습니다`,
      );
}
