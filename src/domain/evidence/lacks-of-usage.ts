import { say, type Text } from '../text/language.ts';

/** Why a figure of analytics is missing, and what must be known of one that is there. */
export const usageLacks = {
  'analytics-not-set': (what) =>
    say(`not configured: set ${what}`, `설정되지 않음: ${what} 설정 필요`),
  'analytics-of-production': () =>
    say(
      'analytics counts the visits of production alone',
      '분석 도구는 production의 방문만 집계합니다',
    ),
  'no-visits': () => say('no visit was counted in the window', '이 구간에 집계된 방문이 없습니다'),
  'no-such-event': (event) =>
    say(`no ${event} event came in the window`, `이 구간에 ${event} 이벤트가 없습니다`),
  'no-page-loads': () =>
    say('no browser reported a page load', '페이지 로드를 보고한 브라우저가 없습니다'),
  'parameter-not-registered': (parameter) =>
    say(
      `${parameter} is not registered as a dimension`,
      `${parameter} 매개변수가 측정기준으로 등록되지 않았습니다`,
    ),
  'register-parameter': (parameter) =>
    say(
      `to tell themes apart, register the event parameter ${parameter} in Google Analytics (Admin, Custom definitions, scope Event); it counts from that day on`,
      `테마를 구분하려면 Google Analytics(관리 > 맞춤 정의, 범위: 이벤트)에 이벤트 매개변수 ${parameter}을(를) 등록하세요. 등록한 날부터 집계됩니다`,
    ),
  'needs-saved-report': (key) =>
    say(`needs a saved report: set ${key}`, `저장된 보고서 필요: ${key} 설정`),
  'save-report': (what) =>
    say(
      `Mixpanel tells ${what} only by a saved Insights report; its number stands at the end of its address (editor-card-id=report-…)`,
      `Mixpanel은 저장된 Insights 보고서로만 ${what} 값을 제공합니다. 보고서 번호는 주소 끝(editor-card-id=report-…)에 있습니다`,
    ),
  'no-session-count': () =>
    say('sessions are told in saved reports alone', '세션 수는 저장된 보고서로만 알 수 있습니다'),
  'no-live-report': (source) =>
    say(`${source} has no realtime report`, `${source}에는 실시간 보고서가 없습니다`),
  'small-groups-withheld': () =>
    say(
      'small groups are withheld (thresholding): the sum is too low',
      '소규모 그룹이 제외되어(기준점 적용) 합계가 실제보다 작습니다',
    ),
  'rolled-into-other': () =>
    say('rare values are rolled into (other)', '드문 값은 (other) 행으로 합쳐져 있습니다'),
  'without-hour': (count) =>
    say(
      `${count} more came without their hour, and are not counted`,
      `시각을 알 수 없는 ${count}건은 집계하지 않았습니다`,
    ),
  sampled: (percent) =>
    say(`from a sample of ${percent} % of the events`, `이벤트의 ${percent} %만 표본으로 사용`),
  'rows-cut': (count) =>
    say(`${count} further rows were not read`, `${count}개 행은 읽지 않았습니다`),
  'quota-low': (percent) =>
    say(
      `${percent} % of the API's quota is left; below 10 % tsops stops asking`,
      `API 할당량 ${percent} % 남음. 10 % 미만이면 조회를 멈춥니다`,
    ),
  'whole-days': (zone) => say(`by whole days of ${zone}`, `하루 단위 집계(${zone})`),
  'project-days': () =>
    say(
      "by whole days of the project's time zone; today is not over",
      '프로젝트 시간대의 하루 단위 집계. 오늘은 아직 끝나지 않았습니다',
    ),
  'by-page-views': () => say('share of page views', '페이지뷰 기준 비율'),
  'of-saved-report': () => say('over the dates of the saved report', '저장된 보고서의 기간 기준'),
} as const satisfies Record<string, (...values: string[]) => Text>;
