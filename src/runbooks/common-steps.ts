/* Steps that every runbook of ours has. */
import type { Step } from './runbook.ts';

/** A step whose title says it all. */
export const none = { en: '', ko: '' };

export const decide: Step = {
  id: 'decide',
  section: 'decision',
  kind: 'decision',
  title: { en: 'What is the cause?', ko: '원인은 무엇인가?' },
  body: none,
};

export const report: Step = {
  id: 'report',
  section: 'afterwards',
  kind: 'command',
  title: { en: 'Write the incident report', ko: '장애 보고서 작성' },
  body: {
    en: 'Drafted from the journal; what only people know is marked TODO.',
    ko: '저널에서 초안을 만듭니다. 사람만 아는 내용은 TODO로 남습니다.',
  },
  argv: ['tsops', 'incident', 'report'],
  own: true,
};
