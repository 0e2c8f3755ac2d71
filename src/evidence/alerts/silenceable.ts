/* How the alerts stand that a silence is, or would be, about; and who notifies from here. */
import type { Config } from '../../config/schema.ts';
import type { Context } from '../../contract/context.ts';
import type { AlertState } from '../../domain/alerts/evaluation/state.ts';
import { comparedUnit } from '../../domain/alerts/language/condition.ts';
import { valueText } from '../../domain/alerts/language/metrics.ts';
import type { RuleSeverity } from '../../domain/alerts/language/rule.ts';
import { alertKey } from '../../domain/notification/alert-identity.ts';
import { type Ledger, ledgerOf } from '../../domain/notification/ledger.ts';
import type { ChosenRule } from '../../domain/notification/silenced-rules.ts';
import { notificationRecord } from '../reading/alert-story.ts';
import { createAlertReader } from './now.ts';

export interface StandingAlert {
  readonly rule: string;
  readonly severity: RuleSeverity;
  readonly environment: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly state: AlertState;
  readonly value: string;
  /** Epoch milliseconds: since when it is pending or firing. */
  readonly since: number | null;
  /** People were told that it fires. */
  readonly told: boolean;
}

export interface Silenceable {
  readonly alerts: readonly StandingAlert[];
  /** Rules of which nothing is known, with the reason. */
  readonly unread: readonly { readonly rule: string; readonly why: string }[];
}

type Reads = Pick<Context, 'clock' | 'signal' | 'services' | 'journal'>;

/** Asks the sources of the rules once, within the budget of the config. */
export async function silenceable(
  context: Reads,
  config: Config,
  chosen: readonly ChosenRule[],
): Promise<Silenceable> {
  const { ledger } = await notifying(context.journal);
  const environments = [...new Set(chosen.map(({ environment }) => environment))];
  const read = await Promise.all(
    environments.map((environment) => {
      const own = chosen.filter((each) => each.environment === environment);
      return createAlertReader(context, config, environment).read(own.map(({ rule }) => rule));
    }),
  );
  const rules = read.flat();
  return {
    alerts: rules.flatMap(({ rule, environment, alerts }) =>
      alerts.map(({ labels, state, value, since }): StandingAlert => {
        const { name, severity, condition } = rule;
        const key = alertKey({ rule: name, environment, labels });
        const shown = valueText(value, comparedUnit(condition));
        const told = ledger?.alerts.get(key)?.told ?? false;
        return { rule: name, severity, environment, labels, state, value: shown, since, told };
      }),
    ),
    unread: rules.flatMap(({ rule, failure }) =>
      failure === null ? [] : [{ rule: rule.name, why: `${failure.source}: ${failure.detail}` }],
    ),
  };
}

/** What the watch has told so far, and the process that notifies from this machine now. */
export async function notifying(journal: Context['journal']): Promise<{
  readonly ledger: Ledger | null;
  readonly watch: { readonly pid: number; readonly host: string } | null;
}> {
  const id = await notificationRecord(journal);
  if (id === undefined) return { ledger: null, watch: null };
  const { entries, driver } = await journal.read(id);
  return { ledger: ledgerOf(entries), watch: driver };
}
