/* What became of an acknowledgement by its dedup key whose record was left open. */
import type { Reconcile } from '../../contract/action.ts';
import { lineTextOf } from '../../domain/incident/merged-lines.ts';

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
      detail: 'PAGERDUTY_API_TOKEN is not set, so it cannot be asked',
      next,
    };
  }
  const ours = (await pager.open(signal)).filter(({ key }) => key !== null && keys.includes(key));
  if (ours.length === 0) {
    return { state: 'unknown', detail: 'PagerDuty has no open page of it', next: ['tsops pages'] };
  }
  const names = ours.map(({ number }) => `#${number}`).join(', ');
  if (ours.every(({ status }) => status === 'acknowledged')) {
    return { state: 'done', detail: `${names} acknowledged.` };
  }
  const settled = clock.now() - Date.parse(intent?.at ?? '') > shownAfter;
  return { state: settled ? 'not-done' : 'unknown', detail: `${names} not acknowledged.`, next };
};
