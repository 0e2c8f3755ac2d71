import type { Screen } from '../../contract/context.ts';
import type { Verdict } from '../../domain/evidence/verdict.ts';
import { identityOfKey, seriesName } from '../../domain/notification/alert-identity.ts';
import type { AlertEvent, EventKind } from '../../domain/notification/delivery.ts';
import { say } from '../../domain/text/language.ts';
import type { CheckedAlerts } from './check-data.ts';
import { checkText } from './check-view.ts';
import { eventKindText, suppressedText } from './words.ts';

export interface WatchedAlerts extends CheckedAlerts {
  /** What began or ended in this round, and whether it is told; empty without `--notify`. */
  readonly events: readonly AlertEvent[];
  /** The last five of this watch, newest first. */
  readonly recent: readonly AlertEvent[];
  /** Messages that could not be sent yet. */
  readonly waiting: number;
}

/** How each alert stands, and below it what was told of late. */
export function alertsWatchText(data: WatchedAlerts, screen: Screen): string {
  const { recent, waiting } = data;
  const told = recent.map((event) => screen.fit(toldText(event, screen), screen.columns));
  const waits =
    waiting === 0
      ? []
      : [
          `${screen.sign('warn')} ${screen.say(say(`${waiting} not sent yet`, `${waiting}건 아직 보내지 못함`))}`,
        ];
  const heading =
    told.length === 0 ? [] : [screen.paint.bold(screen.say(say('Notified', '알림 내역')))];
  return [checkText(data, screen), ...heading, ...told, ...waits].join('\n');
}

const verdicts: Readonly<Record<EventKind, Verdict>> = {
  firing: 'bad',
  repeat: 'bad',
  resolved: 'ok',
  'no-data': 'no-data',
  'data-back': 'ok',
};

function toldText({ key, kind, severity, t, suppressed }: AlertEvent, screen: Screen): string {
  const { rule, labels } = identityOfKey(key);
  const series = seriesName(labels);
  const named = series === '' ? rule : `${rule} (${series})`;
  const why = suppressed === null ? say('', '') : suppressedText(suppressed);
  const reason =
    suppressed === null ? why : say(`, to nobody: ${why.en}`, `, 보내지 않음: ${why.ko}`);
  const word = screen.say(eventKindText(kind));
  return `  ${screen.sign(verdicts[kind])} ${word} ${severity} ${named}, ${screen.ago(t)}${screen.say(reason)}`;
}
