import type { ListedPage } from '../../../src/domain/paging/page-change.ts';

const minute = 60_000;

const began = Date.parse('2026-11-23T02:56:00Z');

export const samplePage: ListedPage = {
  id: 'Q1TALKSTUDIO01',
  number: 1201,
  title: 'TalkStudio Production is DOWN',
  status: 'triggered',
  urgency: 'high',
  key: 'uptime/production',
  url: 'https://talkstudio.pagerduty.com/incidents/Q1TALKSTUDIO01',
  since: began,
  changedAt: began,
  assigned: [{ id: 'PMINJI1', name: 'Minji Kim' }],
  direct: false,
  acknowledgedBy: [],
  policy: 'PPOLICY',
  escalatesAt: began + 15 * minute,
  acknowledgedUntil: null,
  resolvesAt: began + 240 * minute,
  escalatesTo: ['Seungho Park'],
};

export const sampleAcknowledged: ListedPage = {
  ...samplePage,
  status: 'acknowledged',
  changedAt: began + 4 * minute,
  acknowledgedBy: ['Minji Kim'],
  escalatesAt: null,
  acknowledgedUntil: began + 34 * minute,
  escalatesTo: [],
};
