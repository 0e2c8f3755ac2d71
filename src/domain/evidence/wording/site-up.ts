import { probeTextInKorean } from '../../health/reason-texts.ts';
import type { MonitorSeen, SiteLayer, SiteUp } from '../../site/findings.ts';
import { missingVisitors } from '../../site/visitors.ts';
import type { Language, Text } from '../../text/language.ts';
import { bothClocks } from '../../time/zoned.ts';
import type { Wording } from '../wording.ts';
import { percentOf } from './figures.ts';

export const siteUpWording: Wording<SiteUp> = {
  title: { en: 'Is it up', ko: '사이트 접속' },
  sentence(value, zone = 'UTC') {
    const here = hereText(value);
    const outside = outsideText(value, zone);
    const people = missingText(value);
    return {
      en: `${here.en}; ${outside.en}${people.en}`,
      ko: `${here.ko}. ${outside.ko}${people.ko}`,
    };
  },
  picture({ monitors, uptime, controlHosts }, _others, language = 'en') {
    const seen = monitors.map((one) => ({
      marked: one.state !== 'up',
      cells: [one.name, states[one.state][language], detailOf(one)[language]],
    }));
    const outside = {
      marked: uptime === null || uptime.since !== null,
      cells: ['UptimeRobot', outsideState(uptime)[language], uptime?.reason ?? ''],
    };
    const controls = controlHosts.map(({ host, reached }) => ({
      marked: !reached,
      cells: [host, (reached ? reachable : unreachable)[language], controlHost[language]],
    }));
    return { kind: 'rows', rows: [...seen, outside, ...controls], right: [], flexible: 2 };
  },
};

const states: Readonly<Record<MonitorSeen['state'], Text>> = {
  up: { en: 'up', ko: '정상' },
  down: { en: 'down', ko: '중단' },
  unknown: { en: 'not known', ko: '확인 불가' },
};
const reachable: Text = { en: 'reached', ko: '연결됨' };
const unreachable: Text = { en: 'not reached', ko: '연결 안 됨' };
const controlHost: Text = { en: 'control host', ko: '대조 호스트' };

/** Where a request fails. */
export const layerTexts: Readonly<Record<SiteLayer, Text>> = {
  dns: { en: 'DNS', ko: 'DNS' },
  connection: { en: 'the connection to the edge', ko: '엣지 연결' },
  tls: { en: 'TLS', ko: 'TLS' },
  origin: { en: 'the origin or the CDN', ko: '오리진 또는 CDN' },
  page: { en: 'the page', ko: '페이지 응답' },
};

function hereText({ state, monitors, layer }: SiteUp): Text {
  const down = monitors.filter((one) => one.state === 'down');
  const [first] = down;
  if (first === undefined) {
    return state === 'down'
      ? { en: 'not known from here', ko: '여기서는 확인할 수 없습니다' }
      : { en: 'up from here', ko: '여기서는 정상입니다' };
  }
  const part = down.length < monitors.length;
  const count = `${down.length} of ${monitors.length}`;
  const where = layer === null ? first.detail : `${first.detail} (${layerTexts[layer].en})`;
  const at = layer === null ? '' : `, ${layerTexts[layer].ko}`;
  const whereKo = `${detailOf(first).ko}${at}`;
  return part
    ? {
        en: `${count} monitors down: ${first.name} ${where}`,
        ko: `모니터 ${monitors.length}개 중 ${down.length}개 중단: ${first.name} (${whereKo})`,
      }
    : { en: `down from here: ${where}`, ko: `여기서 중단 확인: ${whereKo}` };
}

function detailOf({ reason, detail }: MonitorSeen): Text {
  return { en: detail, ko: reason === null ? detail : probeTextInKorean(reason, detail) };
}

function outsideText({ uptime }: SiteUp, zone: string): Text {
  if (uptime === null) return { en: 'UptimeRobot: not asked', ko: 'UptimeRobot 조회 안 됨' };
  const { since } = uptime;
  if (since === null) return { en: 'UptimeRobot: no outage', ko: 'UptimeRobot: 중단 없음' };
  const at = bothClocks(since, zone);
  return { en: `UptimeRobot: down since ${at}`, ko: `UptimeRobot: ${at}부터 중단` };
}

function missingText(value: SiteUp): Text {
  const missing = missingVisitors(value);
  if (missing === null) return { en: '', ko: '' };
  const share = percentOf(missing);
  return {
    en: `; ${share} fewer requests than usual`,
    ko: `. 요청이 평소보다 ${share} 적습니다`,
  };
}

function outsideState(seen: SiteUp['uptime']): Readonly<Record<Language, string>> {
  if (seen === null) return states.unknown;
  return seen.since === null ? states.up : states.down;
}
