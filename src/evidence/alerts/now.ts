/* Evaluates alert rules at this moment, from live sources. */
import type { Config } from '../../config/schema.ts';
import type { Context } from '../../contract/context.ts';
import {
  historyOf,
  type LiveAlert,
  liveAlerts,
  metricsOf,
} from '../../domain/alerts/evaluation/live.ts';
import type { Rule } from '../../domain/alerts/language/rule.ts';
import type { Evidence } from '../../domain/evidence/shape.ts';
import type { ProbeMemory } from './metrics/family.ts';
import { readSamples } from './metrics/samples.ts';

export interface RuleNow {
  readonly rule: Rule;
  readonly environment: string;
  /** Empty where a source could not be asked: then nothing is known, and nothing resolves. */
  readonly alerts: readonly LiveAlert[];
  /** Why nothing is known. */
  readonly failure: Evidence<unknown> | null;
  /** What is missing though there is an answer; empty where nothing is. */
  readonly lack: string;
}

export interface AlertReader {
  /** All rules at once; each source is asked once, and settles within the budget of the config. */
  read(rules: readonly Rule[]): Promise<readonly RuleNow[]>;
}

/** `environment` is that of the rules that name none. What its probes see is kept for the next reading. */
export function createAlertReader(
  context: Pick<Context, 'clock' | 'signal' | 'services'>,
  config: Config,
  environment: string,
): AlertReader {
  const probes: ProbeMemory = new Map();
  return {
    async read(rules) {
      const now = context.clock.now();
      const environments = [...new Set(rules.map(({ env }) => env ?? environment))];
      const all = await Promise.all(
        environments.map((each) => {
          const own = rules.filter(({ env }) => (env ?? environment) === each);
          const { budget } = config.runbooks;
          const round = { context, config, environment: each, now, budget, probes };
          return readRules(round, own);
        }),
      );
      return rules.flatMap((rule) => all.flat().find((each) => each.rule === rule) ?? []);
    },
  };
}

type Round = Parameters<typeof readSamples>[0];

async function readRules(round: Round, rules: readonly Rule[]): Promise<readonly RuleNow[]> {
  const { now, environment } = round;
  const metrics = [...new Set(rules.flatMap(metricsOf))];
  const from = Math.min(...rules.map((rule) => historyOf(rule, now).samples));
  const answers = await readSamples(round, metrics, from);
  return rules.map((rule): RuleNow => {
    const needed = metricsOf(rule).flatMap((metric) => answers.get(metric) ?? []);
    const failure = needed.find(({ verdict }) => verdict === 'unknown') ?? null;
    if (failure !== null) return { rule, environment, alerts: [], failure, lack: '' };
    const series = new Map([...answers].map(([metric, { value }]) => [metric, value ?? []]));
    const lack = needed.find(({ detail }) => detail !== '')?.detail ?? '';
    return { rule, environment, alerts: liveAlerts(rule, series, now), failure, lack };
  });
}
