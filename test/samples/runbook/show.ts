import type command from '../../../src/commands/runbook/show.ts';
import type { SampleOf } from '../sample-of.ts';

export default {
  id: 'mail-queue',
  title: 'The mail queue grows',
  language: 'en',
  severity: 'P3',
  symptoms: 'More than 500 messages wait, or a user says that no mail came.',
  diagnosis: 'errors',
  file: 'runbooks/mail-queue.md',
  hash: '5d1f0c6a1f6b0c3a4b1fdd3f2a9e4c7d8b0a6e5f4c3d2b1a0918273645546372',
  steps: [
    {
      id: 'errors',
      section: 'symptoms',
      kind: 'evidence',
      title: 'How many requests fail',
      body: '',
      when: [],
      asks: ['error-rate'],
    },
    {
      id: 'decide',
      section: 'decision',
      kind: 'decision',
      title: 'Decide the cause',
      body: '',
      when: [],
      asks: [],
    },
    {
      id: 'roll-back',
      section: 'response',
      kind: 'action',
      title: 'Roll back',
      body: 'Only where the errors began with a deployment.',
      when: ['recent-deployment'],
      asks: ['rollback'],
    },
  ],
  markdown: null,
} satisfies SampleOf<typeof command>;
