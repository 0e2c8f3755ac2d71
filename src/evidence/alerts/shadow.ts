/* Our state of rules that another engine evaluates, beside what that engine says itself. */
import type { Config } from '../../config/schema.ts';
import type { Context } from '../../contract/context.ts';
import { compared, engineStatesOf, type Shadowed } from '../../domain/alerts/backtest/shadow.ts';
import type { Engine } from '../../domain/alerts/language/rule.ts';
import type { Evidence } from '../../domain/evidence/shape.ts';
import type { Alarms, EngineRead, EngineRule } from '../../ports/alert-engines.ts';
import { settle } from '../asking/settle.ts';
import type { RuleNow } from './now.ts';

type Elsewhere = Exclude<Engine, 'tsops'>;
type EngineAnswer = Evidence<readonly EngineRule[]>;

export interface ShadowReading {
  readonly shadowed: readonly Shadowed[];
  /** What the engines said, or why they said nothing. */
  readonly answers: readonly EngineAnswer[];
}

const names: Readonly<Record<Elsewhere, string>> = {
  prometheus: 'Prometheus',
  cloudwatch: 'CloudWatch',
  sentry: 'Sentry',
  uptimerobot: 'UptimeRobot',
};

/** Why an engine's state cannot be held beside ours. */
const incomparable: Readonly<Partial<Record<Elsewhere, string>>> = {
  sentry: 'cannot be compared: Sentry tells issues of a monitor, and no state of a rule',
  uptimerobot: 'cannot be compared: UptimeRobot has monitors, and no rule with a "for"',
};

type Ask = (
  engines: Alarms,
  rules: readonly string[],
  read: EngineRead,
) => Promise<readonly EngineRule[]>;

const asks: Readonly<Partial<Record<Elsewhere, Ask>>> = {
  prometheus: (engines, rules, read) => engines.prometheus(rules, read),
  cloudwatch: (engines, rules, read) => engines.cloudwatch(rules, read),
};

/** Compares the rules whose engine is another one; each engine is asked once, within the config's budget. */
export async function readShadow(
  context: Pick<Context, 'clock' | 'signal' | 'services'>,
  config: Config,
  read: readonly RuleNow[],
): Promise<ShadowReading> {
  const elsewhere = read.filter(({ rule }) => rule.engine !== 'tsops');
  const engines = [...new Set(elsewhere.map(({ rule }) => rule.engine as Elsewhere))];
  const answers = new Map<Elsewhere, EngineAnswer>();
  await Promise.all(
    engines.map(async (engine) => {
      const ask = asks[engine];
      if (ask === undefined) return;
      const rules = elsewhere.filter(({ rule }) => rule.engine === engine);
      answers.set(engine, await asked(context, config, engine, ask, rules));
    }),
  );
  const now = context.clock.now();
  return {
    shadowed: elsewhere.map((each) =>
      shadowOf(each, answers.get(each.rule.engine as Elsewhere), now),
    ),
    answers: [...answers.values()],
  };
}

function asked(
  context: Pick<Context, 'clock' | 'signal' | 'services'>,
  config: Config,
  engine: Elsewhere,
  ask: Ask,
  rules: readonly RuleNow[],
): Promise<EngineAnswer> {
  const { budget } = config.runbooks;
  const question = { question: `rules of ${engine}`, source: names[engine], budget };
  return settle(context, question, async (signal) => {
    const port = await context.services.alarms();
    const named = rules.map(({ rule }) => rule.name);
    const value = await ask(port, named, { timeout: budget, signal });
    return { verdict: 'ok', value, detail: '' };
  });
}

function shadowOf(
  { rule, alerts, failure }: RuleNow,
  answer: EngineAnswer | undefined,
  now: number,
): Shadowed {
  const engine = rule.engine as Elsewhere;
  const ours = failure === null ? engineStatesOf(alerts) : null;
  const shared = { rule: rule.name, engine, ours };
  const unknown = (reason: string): Shadowed => ({
    ...shared,
    result: 'unknown',
    theirs: null,
    reason,
  });
  const without = incomparable[engine];
  if (without !== undefined) return unknown(without);
  if (answer === undefined || answer.value === null) {
    return unknown(`${names[engine]}: ${answer?.detail ?? 'it was not asked'}`);
  }
  if (failure !== null) return unknown(`our own state: ${failure.source}: ${failure.detail}`);
  const told = answer.value.find(({ name }) => name === rule.name);
  return { ...shared, ...compared(rule, alerts, told, now) };
}
