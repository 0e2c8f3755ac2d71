import { describe, expect, it } from 'vitest';
import { alertStory, notificationRecord } from '../../../src/evidence/reading/alert-story.ts';
import { memoryJournal } from '../../support/journal.ts';

describe('what was told of a rule', () => {
  it('is nothing where nothing was ever told', async () => {
    const journal = memoryJournal(() => 0);
    expect(await notificationRecord(journal)).toBeUndefined();
    expect(await alertStory(journal, 'errors')).toEqual([]);
  });

  it('is the events of that rule alone, oldest first', async () => {
    const journal = memoryJournal(() => 0);
    const record = await journal.start('alert-notifications');
    const event = (rule: string, t: number) => ({ rule, t, key: 'k', environment: 'production' });
    const decided = (...events: readonly object[]) =>
      record.append('decided', { events, deliveries: [] });
    await decided(event('errors', 1), event('latency', 2));
    await decided(event('errors', 3));
    const times = async (rule: string) => (await alertStory(journal, rule)).map(({ t }) => t);
    expect(await times('errors')).toEqual([1, 3]);
    expect(await times('latency')).toEqual([2]);
  });

  it('is of the record of notifications, whatever else there is', async () => {
    const list = async () => [
      '20261123-0300-incident',
      '20261122-0100-alert-notifications',
      '20261120-0100-alert-notifications',
    ];
    expect(await notificationRecord({ list })).toBe('20261122-0100-alert-notifications');
    const others = async () => ['20261123-alert-notifications-of-another'];
    expect(await notificationRecord({ list: others })).toBeUndefined();
  });
});
