import type { Evidence } from '../../../src/domain/evidence/shape.ts';
import type { ShiftFacts } from '../../../src/domain/oncall/hand-off/facts.ts';
import { shiftIncident } from '../../../src/domain/oncall/hand-off/incidents.ts';
import { personAt } from '../../../src/domain/oncall/people.ts';
import { sampleIncident, sampleStatus } from '../incident/open-incident.ts';
import { sampleContacts } from './people.ts';
import { sampleNow } from './rotation.ts';

const minute = 60_000;

const at = (time: string) => Date.parse(`2026-11-25T${time}:00Z`);

const window = { from: Date.parse('2026-11-23T00:00:00Z'), to: at('03:40') } as const;

function evidence<Value>(question: string, source: string, value: Value): Evidence<Value> {
  return {
    ...{ question, source, value, verdict: 'ok', unit: null, window, baseline: null },
    ...{ observedAt: window.to, tookMs: 12, detail: '' },
  };
}

const incident = shiftIncident(sampleIncident, sampleStatus.standing, null);

const rule = { rule: 'High Error Rate', severity: 'P2', environment: 'production' } as const;

const sent = [
  { channel: 'pagerduty', state: 'sent' },
  { channel: 'slack-alerts', state: 'sent' },
] as const;

export const sampleShift: ShiftFacts = {
  service: 'TalkStudio',
  environment: 'production',
  zone: 'Asia/Seoul',
  machine: 'minji@desk',
  drill: false,
  now: window.to,
  window: { ...window, which: 'this-shift' },
  handOver: evidence('who is on call', 'config, PagerDuty', {
    from: personAt('Minji Kim', sampleContacts, sampleNow),
    to: personAt('Seungho Park', sampleContacts, sampleNow),
    at: Date.parse('2026-11-30T00:00:00Z'),
    source: 'PagerDuty',
    differs: false,
    gap: null,
  }),
  incidents: evidence('which incidents there were', 'journal', {
    open: [incident],
    ofShift: [incident],
    unread: [],
  }),
  openActions: evidence('is an action still open', 'journal', []),
  openPages: evidence('is a page unanswered', 'PagerDuty', [
    {
      ...{ number: 1201, title: 'P2 High Error Rate', status: 'acknowledged' },
      ...{ since: at('03:14'), assigned: ['Minji Kim'], escalatesAt: null, escalatesTo: [] },
    },
  ]),
  silences: evidence('what is silenced', 'journal', [
    {
      ...{ id: 's1', labels: {}, from: at('03:20'), until: at('05:20'), untilResolved: false },
      ...{ targets: [{ rule: 'Error Spike', environment: 'production' }], by: 'minji@desk' },
      ...{ reason: 'follows the high error rate', end: 'time', endedBy: null },
      record: '20261125T032000Z-silence-production',
    },
  ]),
  alerts: evidence('which alerts fired', 'journal', {
    rules: [
      {
        ...rule,
        ...{ times: 1, longest: 14 * minute, lasts: false, flapped: false, told: sent, quiet: [] },
      },
    ],
    noData: [],
    firing: [],
    waiting: [],
    paged: [at('03:14')],
    watched: true,
    recordedAt: at('03:28'),
  }),
  pages: [{ at: at('03:14'), person: 'Minji Kim', night: false }],
  actions: evidence('what was done', 'journal', [
    {
      ...{ record: '20261125T032100Z-rollback-production', action: 'rollback' },
      ...{ environment: 'production', what: 'v1.2.3 → v1.2.2', at: at('03:21'), state: 'done' },
      ...{ undo: 'tsops rollback v1.2.3 --forward', actor: 'minji@desk' },
      ...{ detail: 'v1.2.2 is served', message: false },
    },
  ]),
  deploys: evidence('what was deployed', 'GitHub', [
    {
      ...{ runId: 19_400_015_838, version: 'v1.2.2', environment: 'production' },
      ...{ actor: 'minji-kim', at: at('03:21'), endedAt: at('03:25'), conclusion: 'success' },
      ...{ status: 'completed', url: 'https://github.com/talkstudio/web/actions/runs/19400015838' },
    },
  ]),
  coming: [],
};
