/* Which channel of the chat a purpose of the config means. */
import { purposeOfChannel } from '../alerts/language/channels.ts';
import type { RuleSeverity } from '../alerts/language/rule.ts';

/** Purpose → channel, as in the config's `slack.channels`. */
export type ChatChannels = Readonly<Record<string, string>>;

/** `critical`, or `slack-critical` as a rule writes it; else where alerts go. */
export function chatTarget(purpose: string, channels: ChatChannels): string {
  return channels[purposeOfChannel(purpose)] ?? channels.alerts ?? '#ops-alerts';
}

/** Where the spec's rules send each severity: MONITORING section 6. */
export const purposeOf: Readonly<Record<RuleSeverity, string>> = {
  P1: 'critical',
  P2: 'alerts',
  P3: 'alerts',
  P4: 'monitoring',
};
