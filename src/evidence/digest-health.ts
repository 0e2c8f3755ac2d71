import type { Config, Monitor } from '../config/schema.ts';
import type { Context } from '../context.ts';
import type { MonitorState } from '../domain/digest.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { ProbeTarget } from '../domain/probe.ts';
import type { HealthReport, MonitorHealth } from '../domain/probe-report.ts';
import { collectHealth } from './health.ts';
import { settle } from './settle.ts';

/** A failure is asked again once, quickly: `tsops health` takes the time that the config allows. */
const retries = 1;
const retryDelay = 300;

/**
 * Probes every monitor within the budget (milliseconds) and tells each answer as it comes. A monitor that
 * takes longer is `unknown`, never bad: its own timeout may be longer than ours.
 */
export async function askMonitors(
  context: Context,
  config: Config,
  budget: number,
  onAnswer: (name: string, evidence: Evidence<MonitorState>) => void,
): Promise<void> {
  const targets = config.monitors.map((monitor) => targetOf(monitor, config.health.maxBody));
  const told = new Set<string>();
  const tell = (report: HealthReport): void => {
    for (const health of report.monitors.filter(({ name }) => !told.has(name))) {
      told.add(health.name);
      onAnswer(health.name, evidenceOf(health, context.clock.now()));
    }
  };
  const question = { question: 'is it up', source: 'the monitors', budget };
  const whole = await settle(context, question, async (signal) => {
    const site = await context.services.site();
    const { concurrency, controlHosts } = config.health;
    const settings = { retries, retryDelay, concurrency, controlHosts };
    const sources = { site, clock: context.clock, signal };
    tell(await collectHealth(targets, settings, sources, (soFar) => tell(soFar())));
    return { verdict: 'ok', value: true, detail: '' };
  });
  for (const { name, url } of targets.filter((target) => !told.has(target.name))) {
    const late = `no answer within ${budget / 1000} s; tsops health waits longer`;
    const detail = whole.problem?.kind === 'unreachable' ? late : whole.detail;
    onAnswer(name, {
      ...whole,
      question: `is ${name} up`,
      source: url,
      value: null,
      baseline: null,
      detail,
    });
  }
}

function targetOf(monitor: Monitor, maxBody: number): ProbeTarget {
  return { ...monitor, keyword: monitor.keyword ?? null, maxBody };
}

function evidenceOf(health: MonitorHealth, observedAt: number): Evidence<MonitorState> {
  const { name, verdict, reason, url, totalMs } = health;
  const finding = health.findings[0]?.detail;
  const detail = finding ?? `${health.status ?? 'up'} in ${Math.round(totalMs ?? 0)} ms`;
  const environment = health.env ?? '';
  return {
    question: `is ${name} up`,
    verdict,
    value: verdict === 'unknown' ? null : { name, environment, verdict, reason, detail },
    unit: null,
    source: url,
    window: null,
    baseline: null,
    observedAt,
    tookMs: Math.round(totalMs ?? 0),
    detail,
  };
}
