import { prometheusDuration } from '../alerts/export/prometheus.ts';
import type { Rule } from '../alerts/language/rule.ts';
import { shellQuote } from '../text/shell-quote.ts';

export interface SilenceAsked {
  readonly environment: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  /** Milliseconds. */
  readonly lasts: number;
  readonly reason: string;
}

/** How to keep a rule quiet in the engine that tells of it. */
export function silencedElsewhere({ name, engine }: Rule, asked: SilenceAsked): string {
  switch (engine) {
    case 'prometheus': {
      const { environment, labels, lasts, reason } = asked;
      const env = environment === undefined ? {} : { env: environment };
      const pairs = Object.entries({ alertname: name, ...env, ...labels });
      const matchers = pairs.map(([label, value]) => `${label}=${value}`);
      const wholeSeconds = Math.ceil(lasts / 1000) * 1000;
      const duration = `--duration=${prometheusDuration(wholeSeconds)}`;
      return shellQuote(['amtool', 'silence', 'add', ...matchers, duration, `--comment=${reason}`]);
    }
    case 'cloudwatch':
      return `${shellQuote(['aws', 'cloudwatch', 'disable-alarm-actions', '--alarm-names', name])}  (and enable-alarm-actions after it)`;
    case 'sentry':
      return `mute the monitor "${name}" in Sentry`;
    default:
      return 'pause the monitors, or add a maintenance window, in UptimeRobot';
  }
}
