/*
 * One row for every action: what is known of it by its name, and how it is found out what became of it. A
 * name without a row, or a row without its look-up, does not compile. Light: each look-up is loaded when it
 * is asked for.
 */
import type { Reconcile } from '../contract/action.ts';
import { type ActionFacts, type ActionName, actionFacts } from '../domain/incident/action-facts.ts';

export interface ActionRow extends ActionFacts {
  readonly name: ActionName;
  reconcile(): Promise<Reconcile>;
}

const onPages = async () => (await import('./paging/reconcile.ts')).reconcilePage;
const onMessages = async () =>
  (await import('./notification/reconcile-message.ts')).reconcileMessage;
const onSilences = async () =>
  (await import('./notification/reconcile-silence.ts')).reconcileSilence;

const lookUps: { readonly [Name in ActionName]: ActionRow['reconcile'] } = {
  rollback: async () => (await import('./rollback/reconcile.ts')).reconcileRollback,
  approve: async () => (await import('./rollback/reconcile-approval.ts')).reconcileApproval,
  invalidate: async () => (await import('./cdn/reconcile.ts')).reconcileInvalidation,
  page: onPages,
  ack: onPages,
  escalate: onPages,
  'resolve-page': onPages,
  'note-page': onPages,
  silence: onSilences,
  'expire-silence': onSilences,
  'ack-alert': async () =>
    (await import('./notification/reconcile-alert-ack.ts')).reconcileAlertAck,
  'post-update': onMessages,
  notify: onMessages,
  'open-issue': async () => (await import('./incident/reconcile-issue.ts')).reconcileIssue,
  'share-incident': async () => (await import('./incident/reconcile-sharing.ts')).reconcileSharing,
};

export function actionRow(name: ActionName): ActionRow {
  return { ...actionFacts[name], name, reconcile: lookUps[name] };
}
