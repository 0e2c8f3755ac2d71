import type { Deploy } from '../../deploys/history.ts';
import type { RecentDeploys } from '../../errors/findings.ts';
import type { Text } from '../../text/language.ts';
import { zonedTime } from '../../time/zoned.ts';
import type { Wording } from '../wording.ts';

const rows = 5;

const unnamed: Text = { en: 'unnamed', ko: '버전 미상' };

export const recentDeploysWording: Wording<RecentDeploys> = {
  title: { en: 'Recent deploys', ko: '최근 배포' },
  sentence({ deploys, served }, zone = 'UTC') {
    const last = deploys.find(({ conclusion }) => conclusion === 'success');
    const [now, nowKo] =
      served === null
        ? ['what is served is not known', '제공 중인 버전은 알 수 없습니다']
        : [`${served} is served`, `현재 제공 버전 ${served}`];
    if (last === undefined) {
      return { en: `no deploy has succeeded; ${now}`, ko: `성공한 배포가 없습니다. ${nowKo}` };
    }
    const version = last.version ?? unnamed.en;
    const versionKo = last.version ?? unnamed.ko;
    const when = whenOf(last, zone);
    return {
      en: `${version} was deployed last, ${when} by ${last.actor}; ${now}`,
      ko: `마지막 배포 ${versionKo} (${when}, ${last.actor}). ${nowKo}`,
    };
  },
  picture({ deploys }, _others, language = 'en', zone = 'UTC') {
    const shown = deploys.slice(0, rows).map((deploy) => ({
      marked: deploy.conclusion !== 'success',
      cells: [
        deploy.version ?? unnamed[language],
        whenOf(deploy, zone),
        runWord(deploy.conclusion ?? deploy.status)[language],
        deploy.actor,
      ],
    }));
    return shown.length === 0 ? null : { kind: 'rows', rows: shown, right: [], flexible: 3 };
  },
};

const runWords: Readonly<Record<string, string>> = {
  success: '성공',
  failure: '실패',
  cancelled: '취소됨',
  timed_out: '시간 초과',
  startup_failure: '시작 실패',
  action_required: '승인 필요',
  skipped: '건너뜀',
  queued: '대기 중',
  waiting: '승인 대기 중',
  pending: '대기 중',
  requested: '요청됨',
  in_progress: '실행 중',
};

/** How a run ended or stands: GitHub's words. */
export function runWord(word: string): Text {
  return { en: word, ko: runWords[word] ?? word };
}

/** Day and time at which it went live, or began where it has not ended. */
function whenOf({ endedAt, at }: Deploy, zone: string): string {
  const there = zonedTime(endedAt ?? at, zone);
  return `${there.date} ${there.time.slice(0, 5)} ${there.zone}`;
}
