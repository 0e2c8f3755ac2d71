/* Steps that both runbooks of tsops have. */
import type { CommandStep, DecisionStep, EvidenceStep } from './definition.ts';

/** Where the title says it all. */
export const none = { en: '', ko: '' };

type Looked = Pick<EvidenceStep, 'id' | 'section' | 'title' | 'collects'>;

/** Evidence that needs no word beyond its question. */
export function looked(step: Looked): EvidenceStep {
  return { kind: 'evidence', body: none, ...step };
}

export const decide: DecisionStep = {
  id: 'decide',
  section: 'decision',
  kind: 'decision',
  title: { en: 'What is the cause?', ko: '원인은 무엇인가?' },
  body: none,
};

export const report: CommandStep = {
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
