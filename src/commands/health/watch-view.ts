import type { Screen } from '../../contract/context.ts';
import type { HealthReport } from '../../domain/health/probe-report.ts';
import type { WatchedMonitor, WatchReport } from '../../domain/health/probe-watch.ts';
import { milliseconds } from './phases.ts';

/** One line for each monitor: its verdict, its latest latencies, since when it is so. */
export function healthWatchText(round: HealthReport, watch: WatchReport, screen: Screen): string {
  const rows = watch.monitors.map((monitor, index) => [
    `${screen.sign(monitor.verdict)} ${monitor.name}${monitor.address === null ? '' : ` ${monitor.address}`}`,
    String(round.monitors[index]?.status ?? '—'),
    latest(round.monitors[index]?.totalMs ?? null),
    screen.sparkline(monitor.recent),
    monitor.previous === null
      ? (round.monitors[index]?.reason ?? '')
      : `since ${monitor.since.slice(11, 19)}, was ${monitor.previous}`,
  ]);
  const title = `round ${watch.rounds} · ${screen.time(Date.parse(round.observedAt))}`;
  const every = watch.ended ? '' : ` · every ${watch.intervalMs / 1000} s · Ctrl-C ends`;
  const table = screen.table(rows, { right: [1, 2], flexible: 0, indent: 0 });
  return `${screen.paint.dim(`${title}${every}`)}\n${table}`;
}

function latest(ms: number | null): string {
  return ms === null ? '' : milliseconds(ms);
}

/** What the whole watch saw, once it has ended. */
export function summaryText(watch: WatchReport, screen: Screen): readonly string[] {
  if (watch.rounds === 0) return ['stopped before the first round was over'];
  const rows = watch.monitors.map((monitor) => [
    `${monitor.name}${monitor.address === null ? '' : ` ${monitor.address}`}`,
    availability(monitor),
    monitor.worstMs === null ? '' : `worst ${milliseconds(monitor.worstMs)}`,
  ]);
  const rounds = `${watch.rounds} round${watch.rounds === 1 ? '' : 's'}`;
  const title = `${rounds} since ${screen.time(Date.parse(watch.startedAt))}`;
  return [`${title}\n${screen.table(rows, { right: [1], flexible: 0 })}`];
}

function availability({ told, available }: WatchedMonitor): string {
  if (told === 0) return 'could not be told';
  const percent = (100 * available) / told;
  return `${Number.isInteger(percent) ? percent : percent.toFixed(2)} % available`;
}
