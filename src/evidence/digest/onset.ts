import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { Onset } from '../../domain/digest/facts.ts';
import type { Evidence } from '../../domain/evidence/shape.ts';
import { day } from '../../domain/time/units.ts';
import type { RecordedOutage } from '../../ports/uptime.ts';
import { type SettledAnswer, settle, withoutData } from '../asking/settle.ts';

const lookBack = 30 * day;

/**
 * Since when the environment is down, as UptimeRobot saw it: the earliest outage that lasts still, of the
 * monitors that the config names for this environment (by name). `ok` when none lasts, `warn` when only one
 * lasts of a monitor that the config does not name.
 */
export async function onset(
  context: Pick<Context, 'clock' | 'signal' | 'config' | 'services'>,
  environment: string,
  budget: number,
): Promise<Evidence<Onset>> {
  const to = context.clock.now();
  const question = {
    question: `since when is ${environment} down`,
    source: 'UptimeRobot',
    budget,
    window: { from: to - lookBack, to },
  };
  return settle(context, question, async (signal) => {
    const { config } = await context.config();
    const uptime = await context.services.uptime();
    const outages = await uptime.outages(to - lookBack, { timeout: budget, signal });
    if (outages === null) throw noKey();
    return answerOf(
      outages.filter((outage) => outage.resolvedAt === null),
      config.monitors,
      environment,
    );
  });
}

/** An outage of a monitor that the config does not name may be ours under another name: never green. */
function answerOf(
  lasting: readonly RecordedOutage[],
  monitors: readonly { readonly name: string; readonly env: string }[],
  environment: string,
): SettledAnswer<Onset> {
  const envOf = new Map(monitors.map(({ name, env }) => [name, env]));
  const first = lasting.findLast((outage) => envOf.get(outage.monitor) === environment);
  if (first !== undefined) {
    const { monitor, startedAt, reason } = first;
    return { verdict: 'bad', value: { monitor, startedAt, reason }, detail: reason };
  }
  const stranger = lasting.find((outage) => !envOf.has(outage.monitor));
  if (stranger === undefined) {
    return { ...withoutData('no-outage'), verdict: 'ok' };
  }
  return { ...withoutData('unnamed-monitor-down', stranger.monitor), verdict: 'warn' };
}

function noKey(): TsopsError {
  return new TsopsError({
    kind: 'credentials',
    message: 'UPTIMEROBOT_API_KEY is not set',
    next: ['tsops doctor uptimerobot'],
  });
}
