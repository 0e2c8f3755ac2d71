import { expect, test } from 'vitest';
import type { Verdict } from '../../../src/domain/evidence/verdict.ts';
import {
  healthReport,
  type MonitorHealth,
  monitorHealth,
} from '../../../src/domain/health/probe-report.ts';
import {
  afterRound,
  startWatch,
  type WatchReport,
} from '../../../src/domain/health/probe-watch.ts';
import { target } from '../../support/probe-servers.ts';

const began = Date.parse('2026-11-23T03:00:00Z');
const at = (round: number) => new Date(began + round * 10_000).toISOString();

function monitor(verdict: Verdict, totalMs: number, address: string | null = null): MonitorHealth {
  return { ...monitorHealth(target('https://site.test/'), address, [], []), verdict, totalMs };
}

/** A watch after rounds with these verdicts, the latency being 100, 200, 300 … ms. */
function watchOf(...verdicts: readonly Verdict[]): WatchReport {
  return verdicts.reduce(
    (watch, verdict, index) =>
      afterRound(
        watch,
        healthReport({
          observedAt: at(index),
          tookMs: 1,
          controlHosts: [],
          pending: 0,
          monitors: [monitor(verdict, (index + 1) * 100)],
        }),
      ),
    startWatch(at(0), 10_000),
  );
}

test('a verdict stands since it changed, and tells what it was before', () => {
  const [steady] = watchOf('ok', 'ok', 'ok').monitors;
  expect(steady).toMatchObject({ verdict: 'ok', since: at(0), previous: null });
  const [changed] = watchOf('ok', 'ok', 'bad', 'bad').monitors;
  expect(changed).toMatchObject({ verdict: 'bad', since: at(2), previous: 'ok' });
  const [back] = watchOf('ok', 'bad', 'ok').monitors;
  expect(back).toMatchObject({ verdict: 'ok', since: at(2), previous: 'bad' });
});

test('availability counts ok and warn, against bad; unknown is neither', () => {
  const [watched] = watchOf('ok', 'warn', 'bad', 'unknown', 'unknown').monitors;
  expect(watched).toMatchObject({ told: 3, available: 2 });
});

test('latencies are those of healthy answers; a gap stays a gap', () => {
  const [watched] = watchOf('ok', 'bad', 'ok').monitors;
  expect(watched?.recent).toEqual([100, null, 300]);
  expect(watched?.worstMs).toBe(300);
});

test('what is kept does not grow with the rounds', () => {
  const watch = watchOf(...Array.from({ length: 200 }, () => 'ok' as const));
  expect(watch.rounds).toBe(200);
  expect(watch.monitors[0]?.recent).toHaveLength(16);
  expect(watch.monitors[0]?.recent.at(-1)).toBe(20_000);
});

test('addresses of one monitor are watched apart', () => {
  const round = healthReport({
    observedAt: at(0),
    tookMs: 1,
    controlHosts: [],
    pending: 0,
    monitors: [monitor('ok', 100, '192.0.2.1'), monitor('bad', 200, '192.0.2.2')],
  });
  const watch = afterRound(afterRound(startWatch(at(0), 1), round), round);
  expect(watch.monitors.map(({ told, available }) => [told, available])).toEqual([
    [2, 2],
    [2, 0],
  ]);
});
