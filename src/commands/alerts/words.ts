/* The words in which alerts are shown; JSON keeps their codes. */
import type { AlertReason, AlertState } from '../../domain/alerts/evaluation/state.ts';
import type { EventKind } from '../../domain/notification/delivery.ts';
import type { DeliveryState } from '../../domain/notification/ledger.ts';
import { quietText } from '../../domain/oncall/hand-off/words.ts';
import { say, type Text } from '../../domain/text/language.ts';
import type { ShownState } from './check-data.ts';

const states: Readonly<Record<ShownState | AlertState, Text>> = {
  firing: say('firing', '울림'),
  error: say('error', '확인 불가'),
  pending: say('pending', '대기'),
  'no-data': say('no-data', '데이터 없음'),
  inactive: say('inactive', '정상'),
};

export function alertStateText(state: ShownState | AlertState): Text {
  return states[state];
}

/** `no data` and the like are words; a figure is the same everywhere. */
export function shownValue(value: string): Text {
  return valueWords[value] ?? say(value, value);
}

/** The only metric that is true or false tells whether a site is up. */
const valueWords: Readonly<Record<string, Text>> = {
  'no data': say('no data', '데이터 없음'),
  unknown: say('unknown', '알 수 없음'),
  true: say('up', '정상'),
  false: say('down', '중단'),
  '== false': say('is down', '중단일 때'),
  '== true': say('is up', '정상일 때'),
};

const reasons: Readonly<Record<AlertReason, string>> = {
  breach: '조건 위반',
  'held long enough': '지속 시간 충족',
  good: '정상 복귀',
  'no data': '데이터 없음',
  'not a number': '숫자 아님',
  'below the traffic floor': '최소 트래픽 미달',
};

/** Why a state changed. */
export function alertReasonText(reason: AlertReason): Text {
  return say(reason, reasons[reason]);
}

const kinds: Readonly<Record<EventKind, Text>> = {
  firing: say('firing', '울림'),
  repeat: say('repeat', '반복'),
  resolved: say('resolved', '해소'),
  'no-data': say('no-data', '데이터 없음'),
  'data-back': say('data-back', '데이터 복귀'),
};

export function eventKindText(kind: EventKind): Text {
  return kinds[kind];
}

const deliveries: Readonly<Record<DeliveryState, Text>> = {
  waiting: say('waiting', '대기'),
  sending: say('sending', '보내는 중'),
  sent: say('sent', '보냄'),
  failed: say('failed', '실패'),
};

export function deliveryText(state: DeliveryState): Text {
  return deliveries[state];
}

/** Why nobody was told of an alert, as the record has it. */
export function suppressedText(reason: string): Text {
  return say(reason, quietText(reason, 'ko'));
}

/** The rules that come with tsops have no file. */
export function rulesFileText(file: string): Text {
  return say(file, file === 'the shipped rules' ? '기본 제공 규칙' : file);
}
