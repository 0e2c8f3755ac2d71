import { describe, expect, it } from 'vitest';
import { deliverQueue } from '../../../src/actions/notification/deliver.ts';
import { TsopsError } from '../../../src/contract/errors.ts';
import type { Delivery } from '../../../src/domain/notification/delivery.ts';
import { ledgerOf } from '../../../src/domain/notification/ledger.ts';
import type { Paging } from '../../../src/ports/paging.ts';
import { fakeContext } from '../../support/context.ts';

const delivery = (id: string, dedupKey: string): Delivery =>
  ({
    id,
    channel: 'pagerduty',
    rule: 'High Error Rate',
    at: 0,
    content: {
      via: 'pagerduty',
      action: 'trigger',
      dedupKey,
      summary: id,
      source: 's',
      severity: 'error',
      details: {},
      links: [],
    },
  }) as unknown as Delivery;

async function deliver(failing: readonly string[], kind: 'unreachable' | 'refused') {
  const sent: string[] = [];
  const paging: Paging = {
    send: async ({ summary }) => {
      if (failing.includes(summary)) throw new TsopsError({ kind, message: 'not now' });
      sent.push(summary);
    },
  };
  const context = fakeContext({ services: { paging: async () => paging } });
  const record = await context.journal.start('alert-notifications');
  const ledger = ledgerOf([]);
  const queue = [delivery('first', 'k'), delivery('second', 'k'), delivery('third', 'k')];
  const decided = { kind: 'decided', events: [], deliveries: queue };
  Object.assign(
    ledger,
    ledgerOf([{ ...decided, seq: 1, at: '', eventAt: '', actor: '', prev: '' }]),
  );
  await deliverQueue({ context, record, ledger });
  return sent;
}

describe('messages to one place', () => {
  it('wait behind one that could not be sent', async () => {
    expect(await deliver(['first'], 'unreachable')).toEqual([]);
    expect(await deliver(['second'], 'unreachable')).toEqual(['first']);
  });

  it('do not wait behind one that was refused for good', async () => {
    expect(await deliver(['first'], 'refused')).toEqual(['second', 'third']);
  });

  it('go in their order', async () => {
    expect(await deliver([], 'unreachable')).toEqual(['first', 'second', 'third']);
  });
});
