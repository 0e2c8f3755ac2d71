import type { Screen } from '../../contract/context.ts';
import type { Verdict } from '../../domain/evidence/verdict.ts';
import { identityOfKey, seriesName } from '../../domain/notification/alert-identity.ts';
import type { AlertEvent, EventKind } from '../../domain/notification/delivery.ts';
import type { CheckedAlerts } from './check-data.ts';
import { checkText } from './check-view.ts';

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
  const waits = waiting === 0 ? [] : [`${screen.sign('warn')} ${waiting} not sent yet`];
  const heading = told.length === 0 ? [] : [screen.paint.bold('Told')];
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
  const reason = suppressed === null ? '' : `, to nobody: ${suppressed}`;
  return `  ${screen.sign(verdicts[kind])} ${kind} ${severity} ${named}, ${screen.ago(t)}${reason}`;
}
