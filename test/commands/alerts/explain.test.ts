import { describe, expect, it } from 'vitest';
import explain from '../../../src/commands/alerts/explain.ts';
import { dedupKeyOf } from '../../../src/domain/notification/alert-identity.ts';
import { sandboxed } from '../../sandbox/sandboxed.ts';
import { memoryJournal } from '../../support/journal.ts';
import { sandboxContext } from '../../support/sandbox-context.ts';
import { plainScreen } from '../../support/terminal.ts';

const pageOf = (key: string) => ({ via: 'pagerduty', dedupKey: dedupKeyOf(key, 'production') });
const live = { update: () => {}, emit: () => {} };

async function explained(rule: string) {
  const { sandbox } = await sandboxed('bad-deploy');
  const journal = memoryJournal(() => sandbox.world.now());
  const record = await journal.start('alert-notifications');
  const t = sandbox.world.now() - 60_000;
  const event = { key: 'k', rule: 'High Error Rate', severity: 'P2', environment: 'production' };
  const delivery = { rule: 'High Error Rate', at: t, content: { via: 'phone', text: '' } };
  await record.append('decided', {
    events: [
      { ...event, kind: 'firing', t, since: t, value: '9%', suppressed: null },
      { ...event, rule: 'Service Down', kind: 'firing', t, since: t, value: '', suppressed: null },
    ],
    deliveries: [
      { ...delivery, id: 'a', channel: 'pagerduty', content: pageOf('k') },
      { ...delivery, id: 'c', channel: 'pagerduty', content: pageOf('of another alert') },
      { ...delivery, id: 'b', channel: 'slack-alerts' },
    ],
  });
  await record.append('sending', { delivery: 'a' });
  await record.append('sent', { delivery: 'a' });
  const context = await sandboxContext(sandbox, { journal });
  const outcome = await explain.run({ rule: rule.split(' '), rules: undefined }, context, live);
  return { outcome, text: explain.view(outcome.data, plainScreen(context.clock.now)) };
}

describe('alerts explain', () => {
  it('tells each change with its reason, and what was sent to whom', async () => {
    const { outcome, text } = await explained('high error rate');
    expect(outcome.verdict).toBe('bad');
    const steps = outcome.data.alerts[0]?.transitions.map(({ to, reason }) => `${to}: ${reason}`);
    expect(steps?.slice(-2)).toEqual(['pending: breach', 'firing: held long enough']);
    expect(outcome.data.told.map(({ sent }) => sent)).toEqual([
      [
        { channel: 'pagerduty', state: 'sent' },
        { channel: 'slack-alerts', state: 'waiting' },
      ],
    ]);
    expect(text).toContain('firing: pagerduty sent, slack-alerts waiting');
  });

  it('says where nothing was told, and that there is no such rule', async () => {
    const { text } = await explained('Error Spike');
    expect(text).toContain('no notification was sent');
    await expect(explained('Eror Spike')).rejects.toMatchObject({
      kind: 'usage',
      next: ["tsops alerts explain 'Error Spike'"],
    });
    await expect(explained('Weather')).rejects.toMatchObject({
      next: [expect.stringContaining('one of Service Down, High Error Rate')],
    });
  });
});
