import type { Context } from '../context.ts';
import type { Onset } from '../domain/digest-facts.ts';
import type { Evidence } from '../domain/evidence.ts';
import { TsopsError } from '../errors.ts';
import { settle } from './settle.ts';

const lookBack = 30 * 86_400_000;

/**
 * Since when the environment is down, as UptimeRobot saw it: the earliest outage that lasts still, of the
 * monitors that the config names for this environment (by name). `ok` when none lasts.
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
    const names = config.monitors
      .filter((monitor) => monitor.env === environment)
      .map((monitor) => monitor.name);
    const vendors = await context.services.access();
    const outages = await vendors.outages(to - lookBack, { timeout: budget, signal });
    if (outages === null) throw noKey();
    const lasting = outages.filter(
      (outage) => outage.resolvedAt === null && names.includes(outage.monitor),
    );
    const first = lasting.at(-1);
    if (first === undefined) {
      return { verdict: 'ok', value: null, detail: 'UptimeRobot sees no outage' };
    }
    const { monitor, startedAt, reason } = first;
    return { verdict: 'bad', value: { monitor, startedAt, reason }, detail: reason };
  });
}

function noKey(): TsopsError {
  return new TsopsError({
    kind: 'credentials',
    message: 'UPTIMEROBOT_API_KEY is not set',
    next: ['tsops doctor uptimerobot'],
  });
}
