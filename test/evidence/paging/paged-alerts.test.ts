import { describe, expect, it } from 'vitest';
import { channelWords } from '../../../src/domain/alerts/language/channels.ts';
import { alertKey, dedupKeyOf } from '../../../src/domain/notification/alert-identity.ts';
import { pagedAlerts } from '../../../src/evidence/paging/paged-alerts.ts';
import { journalOf, type PastLine } from '../../support/past-records.ts';

const identity = (rule: string) => ({ rule, environment: 'production', labels: {} });
const dedupKey = (rule: string) => dedupKeyOf(alertKey(identity(rule)), 'production');

/** A rule that fires since `since`, told by a page under the id of the rule. */
function fired(rule: string, since: number, parts: object = {}): PastLine {
  const key = alertKey(identity(rule));
  const event = {
    key,
    rule,
    environment: 'production',
    kind: 'firing',
    t: since,
    since,
    suppressed: null,
    ...parts,
  };
  const content = {
    via: channelWords.paging,
    action: 'trigger',
    dedupKey: dedupKey(rule),
    summary: rule,
  };
  const delivery = { id: rule, rule, channel: 'pagerduty', at: since, content };
  return ['decided', { events: [event], deliveries: [delivery] }];
}
const sent = (rule: string, kind = 'sent'): PastLine => [kind, { delivery: rule }];

const paged = (lines: readonly PastLine[]) =>
  pagedAlerts(journalOf({ '1-alert-notifications': lines }));

describe('alerts that somebody was paged for', () => {
  it('fire, and their page was taken', async () => {
    expect(await paged([fired('Down', 5), sent('Down')])).toEqual([
      { ...identity('Down'), since: 5, dedupKey: dedupKey('Down') },
    ]);
  });

  it.each<[string, readonly PastLine[]]>([
    ['was not sent yet', [fired('Down', 5)]],
    ['was on its way', [fired('Down', 5), sent('Down', 'sending')]],
    ['was refused', [fired('Down', 5), sent('Down', 'failed')]],
    ['was of another alert', [fired('Down', 5), fired('Slow', 6), sent('Slow')].slice(0, 1)],
    [
      'is over',
      [fired('Down', 5), sent('Down'), fired('Down', 9, { kind: 'resolved', since: null })],
    ],
    ['was silenced', [fired('Down', 5, { suppressed: 's1' }), sent('Down')]],
  ])('are none of one whose page %s', async (_, lines) => {
    expect(await paged(lines)).toEqual([]);
  });

  it('are told apart', async () => {
    const both = [fired('Down', 5), fired('Slow', 6), sent('Slow')];
    expect((await paged(both)).map(({ rule }) => rule)).toEqual(['Slow']);
  });

  it('are none where nothing was ever told', async () => {
    expect(await pagedAlerts(journalOf({}))).toEqual([]);
  });
});
