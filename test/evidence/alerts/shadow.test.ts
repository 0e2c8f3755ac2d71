import { describe, expect, it } from 'vitest';
import { resolveConfig } from '../../../src/config/resolve.ts';
import type { OtherEngine, Rule } from '../../../src/domain/alerts/language/rule.ts';
import type { RuleNow } from '../../../src/evidence/alerts/now.ts';
import { readShadow } from '../../../src/evidence/alerts/shadow.ts';
import type { EngineRule } from '../../../src/ports/alert-engines.ts';
import { rulesFrom } from '../../domain/alerts/support.ts';
import { answered, refusing, stillClock } from '../../support/ask.ts';
import { fakeContext } from '../../support/context.ts';

const condition = 'error_rate > 5% for 2 minutes';
const rules = await rulesFrom(
  { condition },
  ...['prometheus', 'prometheus', 'cloudwatch', 'uptimerobot'].map((engine) => ({
    condition: engine === 'uptimerobot' ? 'uptime_check == false for 2 minutes' : condition,
    fields: { engine },
  })),
);
const [own, one, two, cloud, foreign] = rules as readonly Rule[] as [Rule, Rule, Rule, Rule, Rule];

const quiet = (rule: RuleNow['rule'], parts: Partial<RuleNow> = {}): RuleNow => ({
  rule,
  environment: 'production',
  alerts: [{ labels: {}, state: 'inactive', value: 1, since: null, noDataSince: null } as never],
  failure: null,
  lack: '',
  ...parts,
});
const theirs = (name: string, parts: Partial<EngineRule> = {}): EngineRule => ({
  name,
  state: 'inactive',
  since: null,
  alerts: [],
  evaluatedAt: null,
  fault: null,
  ...parts,
});

async function beside(
  read: readonly RuleNow[],
  told: (engine: OtherEngine) => Promise<readonly EngineRule[]> = async () =>
    [one, two, cloud].map(({ name }) => theirs(name)),
) {
  const asked: unknown[][] = [];
  const clock = stillClock();
  const context = fakeContext({
    clock,
    services: {
      alertEngine: async (engine) => ({
        rules: async (...args) => {
          asked.push([engine, ...args]);
          return told(engine as OtherEngine);
        },
      }),
    },
  });
  const found = await readShadow(context, resolveConfig({ runbooks: { budget: 4000 } }), read);
  return { ...found, asked, clock };
}

describe('rules that another engine evaluates', () => {
  it('are held beside what it says, each engine asked once for all of its own', async () => {
    const { shadowed, answers, asked, clock } = await beside(
      [one, own, two, cloud].map((each) => quiet(each)),
    );
    expect(shadowed).toMatchObject([
      { rule: one.name, engine: 'prometheus', result: 'agree', ours: { state: 'inactive' } },
      { rule: two.name, engine: 'prometheus', result: 'agree' },
      { rule: cloud.name, engine: 'cloudwatch', result: 'agree' },
    ]);
    expect(asked).toMatchObject([
      ['prometheus', [one.name, two.name], { timeout: 4000 }],
      ['cloudwatch', [cloud.name], { timeout: 4000 }],
    ]);
    expect(answers.map(({ verdict, question }) => [verdict, question])).toEqual([
      ['ok', 'rules of prometheus'],
      ['ok', 'rules of cloudwatch'],
    ]);
    expect(clock.sleeps).toEqual([4000, 4000]);
  });

  it('differ where it says another thing, or knows no such rule', async () => {
    const other = async () => [theirs(one.name, { state: 'firing', since: 1, alerts: null })];
    const { shadowed } = await beside([quiet(one), quiet(two)], other);
    expect(shadowed.map(({ result }) => result)).toEqual(['differ', 'differ']);
    expect(shadowed.map((each) => each.theirs)).toMatchObject([{ state: 'firing' }, null]);
  });

  it('are not known where the engine refuses, and others are', async () => {
    const some = async (engine: OtherEngine) =>
      engine === 'prometheus' ? refusing('no address')() : [theirs(cloud.name)];
    const { shadowed } = await beside([quiet(one), quiet(cloud)], some);
    expect(shadowed).toMatchObject([
      { result: 'unknown', theirs: null, reason: expect.stringContaining('no address') },
      { result: 'agree' },
    ]);
  });

  it('are not known where our own source refuses', async () => {
    const failure = answered(null, { source: 'Sentry', detail: 'no scope' });
    const { shadowed } = await beside([quiet(one, { alerts: [], failure })]);
    expect(shadowed).toMatchObject([
      { result: 'unknown', ours: null, reason: 'our own state: Sentry: no scope' },
    ]);
  });

  it('of an engine whose states cannot be compared are not asked for', async () => {
    const { shadowed, asked } = await beside([quiet(foreign)]);
    expect(asked).toEqual([]);
    expect(shadowed).toMatchObject([{ engine: 'uptimerobot', result: 'unknown', theirs: null }]);
    expect(shadowed[0]?.reason).not.toBe('');
    expect(shadowed[0]?.ours).not.toBeNull();
  });

  it('are none where all are ours', async () => {
    const { shadowed, answers, asked } = await beside([quiet(own)]);
    expect([shadowed, answers, asked]).toEqual([[], [], []]);
  });
});
