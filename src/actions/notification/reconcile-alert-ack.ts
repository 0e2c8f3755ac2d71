/* What became of an acknowledgement by its dedup key whose record was left open. */

import type { Reconcile } from '../../contract/action.ts';
import { lineTextOf } from '../../domain/incident/merged-lines.ts';
import { say } from '../../domain/text/language.ts';

/** PagerDuty works an event off well within this, milliseconds. */
const shownAfter = 60_000;

export const reconcileAlertAck: Reconcile = async ({ services, signal, clock }, { entries }) => {
  const intent = entries.find(({ kind }) => kind === 'intent');
  const keys = lineTextOf(intent?.key).split(' ');
  const next = [`tsops alerts ack ${lineTextOf(intent?.target, 80).toLowerCase()}`.trim()];
  const pager = await services.pages();
  if (pager === null) {
    return {
      state: 'unknown',
      detail: say(
        'PAGERDUTY_API_TOKEN is not set, so it cannot be asked',
        'PAGERDUTY_API_TOKEN이 설정되지 않아 확인할 수 없습니다',
      ),
      next,
    };
  }
  const ours = (await pager.open(signal)).filter(({ key }) => key !== null && keys.includes(key));
  if (ours.length === 0) {
    const detail = say(
      'PagerDuty has no open page of it',
      '해당하는 열린 호출이 PagerDuty에 없습니다',
    );
    return { state: 'unknown', detail, next: ['tsops pages'] };
  }
  const names = ours.map(({ number }) => `#${number}`).join(', ');
  if (ours.every(({ status }) => status === 'acknowledged')) {
    return { state: 'done', detail: say(`${names} acknowledged.`, `${names} 응답함.`) };
  }
  const settled = clock.now() - Date.parse(intent?.at ?? '') > shownAfter;
  const detail = say(`${names} not acknowledged.`, `${names} 응답되지 않음.`);
  return { state: settled ? 'not-done' : 'unknown', detail, next };
};
