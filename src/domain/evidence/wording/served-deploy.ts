import { sameVersion } from '../../deploys/version-tag.ts';
import type { ServedDeploy } from '../../site/findings.ts';
import { clockTime } from '../../time/zoned.ts';
import type { Wording } from '../wording.ts';

export const servedDeployWording: Wording<ServedDeploy> = {
  title: { en: 'Is the deploy served', ko: '배포 반영' },
  sentence({ state, served, deployed, deployedAt, fromElsewhere }, zone = 'UTC') {
    const [now = '?'] = served;
    const at = deployedAt === null ? '' : ` ${clockTime(deployedAt, zone)}`;
    switch (state) {
      case 'mixed':
        return {
          en: `several versions are served at once: ${served.join(', ')}`,
          ko: `여러 버전이 동시에 제공됩니다: ${served.join(', ')}`,
        };
      case 'not-served':
        if (fromElsewhere === true) {
          return {
            en: `${now} is served, and no run ever deployed it here; ${deployed} was deployed last${at === '' ? '' : `, at${at}`}`,
            ko: `제공 중인 버전 ${now}: 이 환경에 배포된 적이 없습니다. 마지막 배포 ${deployed}${at === '' ? '' : ` (${at.trim()})`}`,
          };
        }
        return {
          en: `${deployed} was deployed${at === '' ? '' : ` at${at}`}, but ${now} is still served`,
          ko: `배포된 버전 ${deployed}${at === '' ? '' : ` (${at.trim()})`}, 아직 제공 중인 버전 ${now}`,
        };
      case 'settling':
        return {
          en: `a deploy has just finished or is under way; ${now} is served`,
          ko: `배포 직후이거나 배포 중입니다. 현재 제공 버전 ${now}`,
        };
      default:
        if (deployed !== null && !sameVersion(deployed, now)) {
          return {
            en: `${now} is served; the last deploy that succeeded was ${deployed}`,
            ko: `현재 제공 버전 ${now}. 마지막으로 성공한 배포는 ${deployed}입니다`,
          };
        }
        return deployed === null
          ? {
              en: `${now} is served; no deploy that says its version is known`,
              ko: `현재 제공 버전 ${now}. 버전이 확인된 배포가 없습니다`,
            }
          : {
              en: `${now} is served, as deployed`,
              ko: `배포된 버전 그대로 제공 중: ${now}`,
            };
    }
  },
};
