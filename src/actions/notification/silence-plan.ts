import type { Plan } from '../../contract/action.ts';
import type { RuleSeverity } from '../../domain/alerts/language/rule.ts';
import type { Silence } from '../../domain/notification/silence.ts';
import type { Silenceable, StandingAlert } from '../../evidence/alerts/silenceable.ts';

export interface SilencePlan extends Plan, Pick<Silence, 'id' | 'targets' | 'labels' | 'reason'> {
  readonly rules: readonly { readonly name: string; readonly severity: RuleSeverity }[];
  readonly leftOut: readonly { readonly rule: string; readonly why: string }[];
  /** Epoch milliseconds. */
  readonly from: number;
  readonly until: number;
  readonly untilResolved: boolean;
  /** What it matches, as it stands now. */
  readonly alerts: readonly StandingAlert[];
  readonly unread: Silenceable['unread'];
  /** Silences in force of the same rules. */
  readonly already: readonly Pick<Silence, 'id' | 'until'>[];
  /** Where nobody will be told, as the rules name it. */
  readonly channels: readonly string[];
  /** The process that notifies from this machine now; null where none does. */
  readonly watch: { readonly pid: number; readonly host: string } | null;
}
