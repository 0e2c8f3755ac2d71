import type { Config } from '../../config/schema.ts';
import type { Context } from '../../contract/context.ts';
import type { MonitorState } from '../../domain/digest/facts.ts';
import type { Evidence } from '../../domain/evidence/shape.ts';
import type { HealthReport, MonitorHealth } from '../../domain/health/probe-report.ts';
import { settle } from '../asking/settle.ts';
import { collectHealth } from '../health/monitors.ts';
import { probeTargetOf } from '../health/target.ts';

/** With more monitors than a screen holds, answers are passed on ten times a second. */
const eachAnswerUpTo = 50;
const interval = 100;

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
  onAnswers: (answers: ReadonlyMap<string, Evidence<MonitorState>>) => void,
): Promise<void> {
  const targets = config.monitors.map((monitor) => probeTargetOf(monitor, config.health.maxBody));
  const told = new Set<string>();
  const tell = (report: HealthReport): void => {
    const fresh = report.monitors.filter(({ name }) => !told.has(name));
    for (const { name } of fresh) told.add(name);
    const at = context.clock.now();
    onAnswers(new Map(fresh.map((health) => [health.name, evidenceOf(health, at)])));
  };
  let latest: (() => HealthReport) | undefined;
  let toldAt = 0;
  const progress = (soFar: () => HealthReport): void => {
    latest = soFar;
    const now = context.clock.now();
    if (targets.length > eachAnswerUpTo && now - toldAt < interval) return;
    toldAt = now;
    tell(soFar());
  };
  const question = { question: 'is it up', source: 'the monitors', budget };
  const whole = await settle(context, question, async (signal) => {
    const site = await context.services.site();
    const { concurrency, controlHosts } = config.health;
    const settings = { retries, retryDelay, concurrency, controlHosts };
    const sources = { site, clock: context.clock, signal };
    const inTime = (soFar: () => HealthReport): void => {
      if (!signal.aborted) progress(soFar);
    };
    await collectHealth(targets, settings, sources, inTime);
    return { verdict: 'ok', value: true, detail: '' };
  });
  if (latest !== undefined) tell(latest());
  const late = `no answer within ${budget / 1000} s; tsops health waits longer`;
  const detail = whole.problem?.kind === 'unreachable' ? late : whole.detail;
  const silent = targets
    .filter((target) => !told.has(target.name))
    .map(({ name, url }): [string, Evidence<MonitorState>] => [
      name,
      { ...whole, question: `is ${name} up`, source: url, value: null, baseline: null, detail },
    ]);
  if (silent.length > 0) onAnswers(new Map(silent));
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
