import type { Deploy } from '../../deploys/history.ts';
import type { RecentDeploys } from '../../errors/findings.ts';
import type { Text } from '../../text/language.ts';
import type { Wording } from '../wording.ts';
import { clockText } from './figures.ts';

const rows = 5;

export const recentDeploysWording: Wording<RecentDeploys> = {
  title: { en: 'Recent deploys', ko: '최근 배포' },
  sentence({ deploys, served }) {
    const last = deploys.find(({ conclusion }) => conclusion === 'success');
    const [now, nowKo] =
      served === null
        ? ['what is served is not known', '제공 중인 버전은 알 수 없습니다']
        : [`${served} is served`, `현재 제공 버전 ${served}`];
    if (last === undefined) {
      return { en: `no deploy has succeeded; ${now}`, ko: `성공한 배포가 없습니다. ${nowKo}` };
    }
    const version = last.version ?? 'unnamed';
    const when = whenOf(last);
    return {
      en: `${version} was deployed last, ${when} by ${last.actor}; ${now}`,
      ko: `마지막 배포 ${version} (${when}, ${last.actor}). ${nowKo}`,
    };
  },
  picture({ deploys }, _others, language = 'en') {
    const shown = deploys.slice(0, rows).map((deploy) => ({
      marked: deploy.conclusion !== 'success',
      cells: [
        deploy.version ?? 'unnamed',
        whenOf(deploy),
        outcomeOf(deploy)[language],
        deploy.actor,
      ],
    }));
    return shown.length === 0 ? null : { kind: 'rows', rows: shown, right: [], flexible: 3 };
  },
};

/** GitHub's own words, but for the two that nearly every deploy has. */
function outcomeOf({ conclusion, status }: Deploy): Text {
  const word = conclusion ?? status;
  const ko = word === 'success' ? '성공' : word === 'failure' ? '실패' : word;
  return { en: word, ko };
}

/** Day and time at which it went live, or began where it has not ended. */
function whenOf({ endedAt, at }: Deploy): string {
  const time = endedAt ?? at;
  return `${new Date(time).toISOString().slice(0, 10)} ${clockText(time)}`;
}
