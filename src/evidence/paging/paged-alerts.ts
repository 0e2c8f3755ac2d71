/* Alerts that fire and that PagerDuty was told of: read from the record of notifications. */
import type { Context } from '../../contract/context.ts';
import {
  type AlertIdentity,
  dedupKeyOf,
  identityOfKey,
} from '../../domain/notification/alert-identity.ts';
import { isPage } from '../../domain/notification/delivery.ts';
import { ledgerOf } from '../../domain/notification/ledger.ts';
import { decisionsIn } from '../../domain/notification/notified-events.ts';
import { notificationRecord } from '../reading/alert-story.ts';

export interface PagedAlert extends AlertIdentity {
  readonly dedupKey: string;
  /** Since when it fires; epoch milliseconds. */
  readonly since: number;
}

export async function pagedAlerts(
  journal: Pick<Context['journal'], 'list' | 'read'>,
): Promise<readonly PagedAlert[]> {
  const id = await notificationRecord(journal);
  if (id === undefined) return [];
  const { entries } = await journal.read(id);
  const { alerts, sent } = ledgerOf(entries);
  const taken = new Set(
    decisionsIn(entries)
      .flatMap(({ deliveries }) => deliveries)
      .filter((delivery) => sent.get(delivery.id)?.state === 'sent')
      .flatMap(({ content }) => (isPage(content) ? [content.dedupKey] : [])),
  );
  return [...alerts]
    .filter(([, { firing, told }]) => firing && told)
    .map(([key, { since, environment }]) => {
      return { ...identityOfKey(key), since, dedupKey: dedupKeyOf(key, environment) };
    })
    .filter(({ dedupKey }) => taken.has(dedupKey));
}
