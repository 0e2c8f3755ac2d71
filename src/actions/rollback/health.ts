import type { Config } from '../../config/schema.ts';
import type { Context } from '../../contract/context.ts';
import { asTsopsError } from '../../contract/errors.ts';
import type { Verdict } from '../../domain/evidence/verdict.ts';
import { verdictTexts } from '../../domain/evidence/verdict-texts.ts';
import { say, type Text } from '../../domain/text/language.ts';
import { targetsOf } from '../../evidence/health/chosen-targets.ts';
import type { RollbackHealth } from './verify.ts';

/** Probes the monitors of one environment; null where it has none. */
export function healthOf(
  context: Context,
  config: Config,
  environment: string,
): (() => Promise<RollbackHealth>) | null {
  const targets = targetsOf(config, { monitor: [], url: [] }, environment);
  if (targets.length === 0) return null;
  return async () => {
    const { collectHealth } = await import('../../evidence/health/monitors.ts');
    try {
      const site = await context.services.site();
      const report = await collectHealth(targets, config.health, { site, ...context });
      return summary(report.monitors);
    } catch (thrown) {
      context.signal.throwIfAborted();
      return { verdict: 'unknown', detail: unknownText(asTsopsError(thrown).message) };
    }
  };
}

function summary(monitors: readonly { name: string; verdict: Verdict }[]): RollbackHealth {
  const of = (verdict: Verdict): string[] =>
    monitors.filter((monitor) => monitor.verdict === verdict).map(({ name }) => name);
  const total = `${monitors.length} ${monitors.length === 1 ? 'monitor' : 'monitors'}`;
  for (const verdict of ['bad', 'unknown', 'warn'] as const) {
    const names = of(verdict);
    if (names.length > 0) {
      const list = names.join(', ');
      return {
        verdict,
        detail: say(`${verdict}: ${list}`, `${verdictTexts[verdict].ko}: ${list}`),
      };
    }
  }
  return { verdict: 'ok', detail: say(`ok (${total})`, `정상(모니터 ${monitors.length}개)`) };
}

function unknownText(why: string): Text {
  return say(`not known (${why})`, `알 수 없음(${why})`);
}
