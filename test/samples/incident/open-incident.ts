import type { IncidentStatus } from '../../../src/commands/incident/status-view.ts';
import { mergeLines } from '../../../src/domain/incident/merged-lines.ts';
import { incidentOf } from '../../../src/domain/incident/replay.ts';
import { responseClockOf } from '../../../src/domain/incident/standing.ts';
import { timelineOf } from '../../../src/domain/incident/timeline.ts';
import { countdownOf } from '../../../src/domain/oncall/escalation.ts';
import { sampleEscalation } from '../oncall/people.ts';

const start = Date.parse('2026-11-25T03:15:00Z');

const minute = 60_000;

const own = '20261125T031500Z-incident-errors-after-v1.2.3';

const rollback = '20261125T032100Z-rollback-production';

function line(seq: number, after: number, kind: string, fields: Readonly<Record<string, unknown>>) {
  const at = new Date(start + after * minute).toISOString();
  return { seq, at, eventAt: at, actor: 'minji@desk', kind, prev: '', ...fields };
}

const response = { kind: 'rollback', from: 'v1.2.3', version: 'v1.2.2' };

/** An incident as a journal holds it, with the rollback that ended it. */
const sampleLines = mergeLines(
  {
    id: own,
    entries: [
      line(1, 0, 'started', {
        title: 'Errors after v1.2.3',
        titles: { en: 'Errors after v1.2.3', ko: 'v1.2.3 배포 후 오류' },
        severity: 'P2',
        environment: 'production',
        runbook: 'high-error-rate',
        drill: false,
      }),
      line(2, 2, 'note', { text: 'users report a blank emoji picker' }),
      line(3, 5, 'decision', {
        step: 'decide',
        round: 1,
        hypothesis: 'recent-deployment',
        about: 'v1.2.3',
        recommended: 'recent-deployment',
        standing: 'clear',
        response,
        ranked: [
          { hypothesis: 'recent-deployment', score: 85 },
          { hypothesis: 'client', score: 10 },
        ],
      }),
      line(4, 5, 'hypothesis', {
        hypothesis: 'external-service',
        change: 'ruled-out',
        reason: 'DiceBear answers in 80 ms',
      }),
      line(5, 12, 'recovery', {
        recovered: true,
        detail: { en: 'error rate 8.4 % → 0.3 %', ko: '오류율 8.4 % → 0.3 %' },
      }),
    ],
  },
  [
    {
      id: rollback,
      entries: [
        line(1, 6, 'intent', {
          action: 'rollback',
          environment: 'production',
          from: 'v1.2.3',
          to: 'v1.2.2',
          incident: own,
        }),
        line(2, 6, 'receipt', { receipt: { runId: 19_400_015_838 } }),
        line(3, 10, 'outcome', { state: 'done', detail: 'v1.2.2 is served' }),
      ],
    },
  ],
);

export const sampleIncident = incidentOf(sampleLines) as NonNullable<ReturnType<typeof incidentOf>>;

export const sampleTimeline = timelineOf(sampleLines, 'en', 'Asia/Seoul');

const now = start + 14 * minute;

export const sampleStatus: IncidentStatus = {
  language: 'en',
  incident: sampleIncident,
  standing: responseClockOf(sampleIncident, now, 30 * minute),
  escalation: countdownOf(
    sampleEscalation,
    start,
    sampleIncident.times.acknowledged?.at ?? null,
    now,
  ),
  now,
  driven: null,
  notes: [],
};
