import { minutesIn } from '../../domain/evidence/pinned-time.ts';
import { siteUpWording } from '../../domain/evidence/wording/site-up.ts';
import type { SiteUp } from '../../domain/site/findings.ts';
import { layerOf, monitorSeen, siteState, siteVerdict } from '../../domain/site/up-rules.ts';
import { visitorsOf } from '../../domain/site/visitors.ts';
import { day } from '../../domain/time/units.ts';
import type { Collector, Inquiry } from '../asking/inquiry.ts';
import { settle } from '../asking/settle.ts';
import { partOf } from '../reading/errors.ts';
import { requestsPerMinute } from '../reading/requests.ts';
import { probeBudget, probedSite } from './site-probes.ts';

const lookBack = 30 * day;

/** Whether the site is up: from here, for UptimeRobot, and beside the control hosts. */
const siteUp: Collector<'site-up'> = (inquiry) => {
  const { context, environment } = inquiry;
  const question = {
    question: `is ${environment} up`,
    source: 'the monitors, UptimeRobot, CloudWatch',
    budget: probeBudget(inquiry),
  };
  return settle(context, question, async (signal) => {
    const [report, outages, people] = await Promise.all([
      probedSite(inquiry),
      partOf(outage(inquiry, signal), context.signal),
      partOf(visitors(inquiry, signal), context.signal),
    ]);
    const monitors = report.monitors.map(monitorSeen);
    const seen = { monitors, uptime: outages.value };
    const state = siteState(seen);
    if (state === null) {
      const detail = monitors[0]?.detail ?? `no monitor watches ${environment}`;
      return { verdict: 'unknown', value: null, detail };
    }
    const reason = monitors.find((one) => one.state === 'down')?.reason ?? null;
    const layer = reason === null ? null : layerOf(reason);
    const value: SiteUp = {
      ...seen,
      state,
      layer,
      controlHosts: report.controlHosts,
      visitors: people.value,
      ...(people.lack === null ? {} : { visitorsUnknown: true }),
    };
    const told = siteUpWording.sentence(value).en;
    const detail = outages.lack === null ? told : `${told}: ${outages.lack}`;
    return { verdict: siteVerdict(value), value, detail };
  });
};
export default siteUp;

/** The longest outage of the environment's monitors that lasts; null without a key. */
async function outage(
  { context, config, environment, budget }: Inquiry,
  signal: AbortSignal,
): Promise<SiteUp['uptime']> {
  const uptime = await context.services.uptime();
  const reach = { timeout: budget, signal };
  const all = await uptime.outages(context.clock.now() - lookBack, reach);
  if (all === null) return null;
  const own = new Set(
    config.monitors.flatMap(({ name, env }) => (env === environment ? name : [])),
  );
  const lasting = all.filter(({ monitor, resolvedAt }) => resolvedAt === null && own.has(monitor));
  const first = lasting.at(-1);
  return first === undefined
    ? { since: null, reason: '' }
    : { since: first.startedAt, reason: first.reason };
}

/** Whether people come as they do is a third witness, and must not keep the first two waiting. Milliseconds. */
const visitorsBudget = 2500;

/** Requests of each minute from an hour before the window on, today and on two earlier days. */
async function visitors(
  inquiry: Inquiry,
  signal: AbortSignal,
): Promise<NonNullable<SiteUp['visitors']> | null> {
  const { window, baselines } = inquiry.pinned;
  const reach = { timeout: Math.min(visitorsBudget, inquiry.budget), signal };
  const counts = async (ago: number) => {
    const span = { from: baselines.hour.from - ago, to: window.to - ago };
    return (await requestsPerMinute(inquiry, span, reach)) ?? [];
  };
  const [today, ...earlier] = await Promise.all([counts(0), counts(day), counts(7 * day)]);
  return visitorsOf(today, earlier, minutesIn(window));
}
