import type { Paged } from '../../../src/commands/paging/view.ts';
import { callsOf } from '../../../src/domain/oncall/call-list.ts';
import { personAt } from '../../../src/domain/oncall/people.ts';
import { sampleContacts, samplePolicy } from '../oncall/people.ts';
import { samplePage } from './listed-page.ts';

const minute = 60_000;

const began = samplePage.since;

export const samplePaged: Paged = {
  action: 'page',
  state: 'done',
  plan: {
    environment: 'production',
    guards: [],
    key: 'tsops-page-production-c0ffee123456',
    summary: 'production is down',
    severity: 'P1',
    urgency: 'high',
    person: null,
    people: [personAt('Minji Kim', sampleContacts, began)],
    source: 'PagerDuty',
    open: null,
    call: {
      language: 'en',
      calls: callsOf(samplePolicy, sampleContacts, 'Minji Kim', began),
      configWritten: began - 3 * 24 * 60 * minute,
    },
  },
  receipt: { page: null, sentAt: began + 4 * minute },
  proof: {
    page: {
      ...samplePage,
      title: 'P1 production is down',
      key: 'tsops-page-production-c0ffee123456',
    },
    joined: false,
  },
  detail: '#1201 is triggered and assigned to Minji Kim.',
  said: {
    en: '#1201 is triggered and assigned to Minji Kim.',
    ko: '#1201: 응답 대기, 담당 Minji Kim.',
  },
  record: '20261123T030000Z-page-production',
  undo: null,
};
