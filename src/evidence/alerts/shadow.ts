/* Our state of rules that another engine evaluates, beside what that engine says itself. */
import type { Config } from '../../config/schema.ts';
import type { Context } from '../../contract/context.ts';
import { compared, engineStatesOf, type Shadowed } from '../../domain/alerts/backtest/shadow.ts';
import { ruleEngines } from '../../domain/alerts/engines/table.ts';
import type { OtherEngine } from '../../domain/alerts/language/rule.ts';
import type { Evidence } from '../../domain/evidence/shape.ts';
import type { EngineRule } from '../../ports/alert-engines.ts';
import { settle } from '../asking/settle.ts';
import type { RuleNow } from './now.ts';

type EngineAnswer = Evidence<readonly EngineRule[]>;

export interface ShadowReading {
  readonly shadowed: readonly Shadowed[];
  /** What the engines said, or why they said nothing. */
  readonly answers: readonly EngineAnswer[];
}

/** A rule of another engine, and our own state of it. */
interface RuleElsewhere {
  readonly engine: OtherEngine;
  readonly ours: RuleNow;
}

/** Compares the rules whose engine is another one; each engine is asked once, within the config's budget. */
export async function readShadow(
  context: Pick<Context, 'clock' | 'signal' | 'services'>,
  config: Config,
  read: readonly RuleNow[],
): Promise<ShadowReading> {
  const elsewhere = read.flatMap((ours): RuleElsewhere[] => {
    const { engine } = ours.rule;
    return engine === 'tsops' ? [] : [{ engine, ours }];
  });
  const comparable = [...new Set(elsewhere.map(({ engine }) => engine))].filter(
    (engine) => ruleEngines[engine].incomparable === null,
  );
  const answers = new Map<OtherEngine, EngineAnswer>();
  await Promise.all(
    comparable.map(async (engine) => {
      const names = elsewhere.flatMap((each) =>
        each.engine === engine ? [each.ours.rule.name] : [],
      );
      answers.set(engine, await askEngine(context, config, engine, names));
    }),
  );
  const now = context.clock.now();
  return {
    shadowed: elsewhere.map((each) => shadowOf(each, answers.get(each.engine), now)),
    answers: [...answers.values()],
  };
}

function askEngine(
  context: Pick<Context, 'clock' | 'signal' | 'services'>,
  config: Config,
  engine: OtherEngine,
  names: readonly string[],
): Promise<EngineAnswer> {
  const { budget } = config.runbooks;
  const { title } = ruleEngines[engine];
  const question = { question: `rules of ${engine}`, source: title, budget };
  return settle(context, question, async (signal) => {
    const provider = await context.services.alertEngine(engine);
    const value = await provider.rules(names, { timeout: budget, signal });
    return { verdict: 'ok', value, detail: '' };
  });
}

function shadowOf(
  { engine, ours: { rule, alerts, failure } }: RuleElsewhere,
  answer: EngineAnswer | undefined,
  now: number,
): Shadowed {
  const ours = failure === null ? engineStatesOf(alerts) : null;
  const shared = { rule: rule.name, engine, ours };
  const unknown = (reason: string): Shadowed => ({
    ...shared,
    result: 'unknown',
    theirs: null,
    reason,
  });
  const { incomparable, title } = ruleEngines[engine];
  if (incomparable !== null) return unknown(incomparable);
  if (answer === undefined || answer.value === null) {
    return unknown(`${title}: ${answer?.detail ?? 'it was not asked'}`);
  }
  if (failure !== null) return unknown(`our own state: ${failure.source}: ${failure.detail}`);
  const told = answer.value.find(({ name }) => name === rule.name);
  return { ...shared, ...compared(rule, alerts, told, now) };
}
