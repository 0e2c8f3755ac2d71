import type { Screen } from '../../contract/context.ts';
import type { Verdict } from '../../domain/evidence/verdict.ts';
import { verdictTexts } from '../../domain/evidence/verdict-texts.ts';
import type { ProbeReason } from '../../domain/health/probe-reason.ts';
import type { HealthReport } from '../../domain/health/probe-report.ts';
import type { WatchedMonitor, WatchReport } from '../../domain/health/probe-watch.ts';
import { reasonName } from '../../domain/health/reason-texts.ts';
import { say, type Text } from '../../domain/text/language.ts';
import { milliseconds } from './phases.ts';

/** One line for each monitor: its verdict, its latest latencies, since when it is so. */
export function healthWatchText(round: HealthReport, watch: WatchReport, screen: Screen): string {
  const rows = watch.monitors.map((monitor, index) => [
    `${screen.sign(monitor.verdict)} ${monitor.name}${monitor.address === null ? '' : ` ${monitor.address}`}`,
    String(round.monitors[index]?.status ?? '—'),
    latest(round.monitors[index]?.totalMs ?? null),
    screen.sparkline(monitor.recent),
    monitor.previous === null
      ? reasonOf(round.monitors[index]?.reason ?? null, screen)
      : screen.say(sinceText(monitor.since, monitor.previous, screen)),
  ]);
  const at = screen.time(Date.parse(round.observedAt));
  const title = screen.say(say(`round ${watch.rounds} · ${at}`, `${watch.rounds}회차 · ${at}`));
  const seconds = watch.intervalMs / 1000;
  const every = watch.ended
    ? ''
    : screen.say(say(` · every ${seconds} s · Ctrl-C ends`, ` · ${seconds}초마다 · Ctrl-C로 종료`));
  const table = screen.table(rows, { right: [1, 2], flexible: 0, indent: 0 });
  return `${screen.paint.dim(`${title}${every}`)}\n${table}`;
}

function latest(ms: number | null): string {
  return ms === null ? '' : milliseconds(ms);
}

/** What the whole watch saw, once it has ended. */
export function summaryText(watch: WatchReport, screen: Screen): readonly string[] {
  if (watch.rounds === 0) {
    return [
      screen.say(say('stopped before the first round ended', '첫 회차가 끝나기 전에 중단됨')),
    ];
  }
  const rows = watch.monitors.map((monitor) => [
    `${monitor.name}${monitor.address === null ? '' : ` ${monitor.address}`}`,
    screen.say(availability(monitor)),
    monitor.worstMs === null ? '' : screen.say(worstText(milliseconds(monitor.worstMs))),
  ]);
  const rounds = `${watch.rounds} round${watch.rounds === 1 ? '' : 's'}`;
  const since = screen.time(Date.parse(watch.startedAt));
  const title = screen.say(say(`${rounds} since ${since}`, `${since}부터 ${watch.rounds}회`));
  return [`${title}\n${screen.table(rows, { right: [1], flexible: 0 })}`];
}

function worstText(time: string): Text {
  return say(`worst ${time}`, `최대 ${time}`);
}

function sinceText(since: string, previous: Verdict, screen: Screen): Text {
  const at = screen.clock(Date.parse(since));
  return say(`since ${at}, was ${previous}`, `${at}부터, 이전 ${verdictTexts[previous].ko}`);
}

function reasonOf(reason: ProbeReason | null, screen: Screen): string {
  return reason === null ? '' : screen.say(reasonName(reason));
}

function availability({ told, available }: WatchedMonitor): Text {
  if (told === 0) return say('could not be told', '알 수 없음');
  const percent = (100 * available) / told;
  const shown = Number.isInteger(percent) ? percent : percent.toFixed(2);
  return say(`${shown} % available`, `가용률 ${shown} %`);
}
