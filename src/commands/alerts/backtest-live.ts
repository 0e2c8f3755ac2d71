/* A back-test over what the live sources remember. */
import type { Config } from '../../config/schema.ts';
import type { Context } from '../../contract/context.ts';
import { caveatsOf } from '../../domain/alerts/backtest/history-caveats.ts';
import type { NamedHistory } from '../../domain/alerts/backtest/history-text.ts';
import {
  evaluableFrom,
  type RememberedRule,
  replayRemembered,
} from '../../domain/alerts/backtest/kept-replay.ts';
import type { MetricHistory } from '../../domain/alerts/backtest/metric-history.ts';
import type { Replayed, ReplayOptions } from '../../domain/alerts/backtest/replay.ts';
import { metricsOf } from '../../domain/alerts/evaluation/live.ts';
import type { Rule } from '../../domain/alerts/language/rule.ts';
import type { Problem } from '../../domain/evidence/result.ts';
import type { EvidenceWindow } from '../../domain/evidence/shape.ts';
import { minute } from '../../domain/time/units.ts';
import { type HistoryAnswer, readHistory } from '../../evidence/alerts/metrics/history.ts';
import type { BacktestHistory, Outlook } from './backtest-data.ts';
import { offerSignInFor } from './sign-in.ts';

export interface LiveBacktest {
  readonly replayed: Replayed;
  readonly history: Omit<BacktestHistory, 'saved'>;
  readonly outlooks: ReadonlyMap<Rule, Outlook>;
  readonly problems: readonly Problem[];
  readonly samples: readonly NamedHistory[];
}

type Answers = ReadonlyMap<string, HistoryAnswer>;

/** `since` in milliseconds before now. Never fails for a source: what it could not tell is unknown. */
export async function backtestLive(
  context: Context,
  rules: readonly Rule[],
  since: number,
  options: ReplayOptions,
): Promise<LiveBacktest> {
  const { config } = await context.config();
  const otherwise = await context.environment();
  const now = Math.floor(context.clock.now() / minute) * minute;
  const window = { from: now - since, to: now };
  await offerSignInFor(rules, context);
  const envOf = (rule: Rule): string => rule.env ?? otherwise;
  const read = await readAll(context, config, window, rules, envOf);
  const answersOf = (rule: Rule): Answers => read.get(envOf(rule)) ?? new Map();
  const remembered = rules.map((rule) => rememberedOf(rule, envOf(rule), answersOf(rule)));
  const to = Math.min(now, options.to ?? now);
  const all = [...read].flatMap(([environment, answers]) =>
    [...answers].map(([metric, answer]) => ({ environment, metric, answer })),
  );
  return {
    replayed: replayRemembered(remembered, { ...options, to }),
    history: {
      from: window.from / 1000,
      to: now / 1000,
      sources: all.map(({ environment, metric, answer }) => sourceOf(environment, metric, answer)),
    },
    outlooks: new Map(
      remembered.map((each) => [each.rule, outlookOf(each, answersOf(each.rule), window.from)]),
    ),
    problems: problemsIn(all.map(({ answer }) => answer)),
    samples: all.flatMap(({ metric, answer }) =>
      answer.value === null ? [] : [[metric, answer.value] as const],
    ),
  };
}

/** The answers of each environment that rules are about. */
async function readAll(
  context: Context,
  config: Config,
  window: EvidenceWindow,
  rules: readonly Rule[],
  envOf: (rule: Rule) => string,
): Promise<ReadonlyMap<string, Answers>> {
  const environments = [...new Set(rules.map(envOf))];
  const metricsIn = (environment: string): string[] => [
    ...new Set(rules.filter((rule) => envOf(rule) === environment).flatMap(metricsOf)),
  ];
  const count = environments.flatMap(metricsIn).length;
  const progress = context.terminal.progress(`reading ${count} metrics`);
  let left = count;
  const settled = (): void => {
    left -= 1;
    progress.update(`reading ${count} metrics, ${left} to come`);
  };
  try {
    const answers = environments.map(async (environment) => {
      const round = { context, config, environment, window };
      return [environment, await readHistory(round, metricsIn(environment), settled)] as const;
    });
    return new Map(await Promise.all(answers));
  } finally {
    progress.stop();
  }
}

function rememberedOf(rule: Rule, environment: string, answers: Answers): RememberedRule {
  const histories = [...answers].flatMap(([metric, { value }]): [string, MetricHistory][] =>
    value === null ? [] : [[metric, value]],
  );
  return { rule, environment, histories: new Map(histories) };
}

function sourceOf(
  environment: string,
  metric: string,
  { source, verdict, value, detail }: HistoryAnswer,
): BacktestHistory['sources'][number] {
  const samples = value?.series.map((series) => series.samples.length) ?? [];
  return {
    metric,
    environment,
    source,
    verdict,
    parts: (value?.parts ?? []).map(({ from, to, step }) => ({
      from: from / 1000,
      to: to / 1000,
      step,
    })),
    samples: samples.reduce((sum, count) => sum + count, 0),
    detail: detail === '' ? null : detail,
  };
}

function outlookOf(remembered: RememberedRule, answers: Answers, since: number): Outlook {
  const needed = metricsOf(remembered.rule).flatMap((metric) => answers.get(metric) ?? []);
  const failed = needed.find(({ verdict }) => verdict === 'unknown');
  return {
    unknown: failed === undefined ? null : `${failed.source}: ${failed.detail}`,
    from: evaluableFrom(remembered) ?? null,
    caveats: caveatsOf(remembered, since),
  };
}

function problemsIn(answers: readonly HistoryAnswer[]): readonly Problem[] {
  const problems = answers.flatMap(({ problem }) => problem ?? []);
  return [...new Map(problems.map((problem) => [problem.message, problem])).values()];
}
