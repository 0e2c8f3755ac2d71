import { describe, expect, it } from 'vitest';
import { createAlertReader } from '../../../src/evidence/alerts/now.ts';
import { silenceable } from '../../../src/evidence/alerts/silenceable.ts';
import type { ErrorTracker } from '../../../src/ports/errors.ts';
import { rulesFrom } from '../../domain/alerts/support.ts';
import { fakeTracker, refusing } from '../../support/ask.ts';
import { fakeSite, measurement } from '../../support/fake-site.ts';
import { at, metricContext } from '../../support/metric-round.ts';
import { journalOf } from '../../support/past-records.ts';

const minute = 60_000;
const [many, few, up] = await rulesFrom(
  { condition: 'error_count > 5 for 2 minutes', severity: 'P2' },
  { condition: 'error_count > 50 for 2 minutes' },
  { condition: 'uptime_check == false for 2 minutes', severity: 'P1' },
);
const [elsewhere] = await rulesFrom({
  condition: 'error_count > 5 for 2 minutes',
  fields: { env: 'staging' },
});
if (!many || !few || !up || !elsewhere) throw new Error('the rules are gone');

/** Nine errors in each minute of production, none in staging. */
function reading(others: Partial<ErrorTracker> = {}) {
  const errors = fakeTracker({
    errorsPerMinute: async ({ from, to }, read) => ({
      from,
      step: minute,
      counts: new Array<number>((to - from) / minute).fill(read?.environment ? 0 : 9),
    }),
    ...others,
  });
  const uptime = { outages: async () => null } as never;
  const parts = metricContext({
    errors: async () => errors,
    uptime: async () => uptime,
    site: async () => fakeSite(({ name }) => measurement({ status: name === 'API' ? 503 : 200 })),
  });
  const reader = createAlertReader(parts.context, parts.config, 'production');
  return { ...parts, reader, errors };
}

describe('rules at this moment', () => {
  it('are each told, in their order, from one question to each source', async () => {
    const { reader, errors } = reading();
    const read = await reader.read([few, many]);
    expect(read.map(({ rule, environment }) => [rule.name, environment])).toEqual([
      ['R1', 'production'],
      ['R0', 'production'],
    ]);
    expect(read.map(({ alerts }) => alerts[0]?.state)).toEqual(['inactive', 'firing']);
    expect(read).toMatchObject([
      { failure: null, lack: '' },
      { failure: null, lack: '' },
    ]);
    expect(errors.calls).toHaveLength(1);
    // The budget of the config.
    expect(errors.calls[0]?.args[1]).toMatchObject({ timeout: 10_000 });
  });

  it('are each of the environment that they name, else of the one that is meant', async () => {
    const { reader, errors } = reading();
    const read = await reader.read([elsewhere, many]);
    expect(read.map(({ environment }) => environment)).toEqual(['staging', 'production']);
    expect(read.map(({ alerts }) => alerts[0]?.state)).toEqual(['inactive', 'firing']);
    expect(errors.calls).toHaveLength(2);
  });

  it('of which a source refuses are not known, and others are', async () => {
    const { reader } = reading({ errorsPerMinute: refusing('no scope') });
    const [errors, site] = await reader.read([many, up]);
    expect(errors).toMatchObject({ alerts: [], failure: { detail: 'no scope' }, lack: '' });
    expect(site).toMatchObject({ failure: null });
    // Of the history there is nothing without a key.
    expect(site?.lack).toContain('UPTIMEROBOT_API_KEY');
  });

  it('rest on what their probes saw before', async () => {
    const { reader, context } = reading();
    const state = async () => {
      const [read] = await reader.read([up]);
      return read?.alerts.find(({ labels }) => labels.monitor === 'API')?.state;
    };
    expect(await state()).toBe('pending');
    for (let passed = 0; passed < 2; passed += 1) {
      (context.clock as unknown as { advance(by: number): void }).advance(minute);
      await state();
    }
    expect(await state()).toBe('firing');
  });

  it('are none where none is asked for', async () => {
    expect(await reading().reader.read([])).toEqual([]);
  });
});

describe('alerts that may be silenced', () => {
  const told = { key: JSON.stringify(['R0', 'production', []]), kind: 'firing', t: 1 };

  async function standing(journal: ReturnType<typeof journalOf>, others = {}) {
    const { context, config } = reading(others);
    const chosen = [
      { rule: many, environment: 'production' },
      { rule: few, environment: 'staging' },
    ] as const;
    return silenceable({ ...context, journal }, config, chosen as never);
  }

  it('are told with their state, their value and since when', async () => {
    const { alerts, unread } = await standing(journalOf({}));
    expect(alerts).toMatchObject([
      { rule: 'R0', severity: 'P2', environment: 'production', state: 'firing', told: false },
      { rule: 'R1', severity: 'P3', environment: 'staging', state: 'inactive', since: null },
    ]);
    expect(alerts[0]?.value).toMatch(/^9/);
    expect(alerts[0]?.since).toBeLessThan(at);
    expect(unread).toEqual([]);
  });

  it('are told apart by whether people know that they fire', async () => {
    const { alerts } = await standing(journalOf({}));
    const { alertKey } = await import('../../../src/domain/notification/alert-identity.ts');
    const [first] = alerts;
    if (first === undefined) throw new Error('no alert');
    const event = { ...told, key: alertKey(first), rule: 'R0', environment: 'production' };
    const decided = { events: [{ ...event, suppressed: null, since: 1 }], deliveries: [] };
    const journal = journalOf({ '1-alert-notifications': [['decided', decided]] });
    expect((await standing(journal)).alerts.map((each) => each.told)).toEqual([true, false]);
  });

  it('of a source that refuses are not known, with the reason', async () => {
    const { alerts, unread } = await standing(journalOf({}), {
      errorsPerMinute: refusing('no scope'),
    });
    expect(alerts).toEqual([]);
    expect(unread).toEqual([
      { rule: 'R0', why: 'Sentry: no scope' },
      { rule: 'R1', why: 'Sentry: no scope' },
    ]);
  });
});
