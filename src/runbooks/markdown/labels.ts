/* The words of the notation, in both languages: a file may use either. */
import type { Text } from '../../domain/text/language.ts';
import type { Section } from '../definition.ts';

export const sectionLabels: Readonly<Record<Section, Text>> = {
  symptoms: { en: 'Symptoms', ko: '증상' },
  diagnosis: { en: 'Diagnosis', ko: '진단' },
  decision: { en: 'Decision', ko: '판단' },
  response: { en: 'Response', ko: '대응' },
  afterwards: { en: 'Afterwards', ko: '사후 조치' },
};

export type FieldName =
  | 'evidence'
  | 'decision'
  | 'action'
  | 'proof'
  | 'when'
  | 'suggested'
  | 'also'
  | 'secrets'
  | 'danger'
  | 'timeout';

export const fieldLabels: Readonly<Record<FieldName, Text>> = {
  evidence: { en: 'Evidence', ko: '근거' },
  decision: { en: 'Decision', ko: '판단' },
  action: { en: 'Action', ko: '조치' },
  proof: { en: 'Proof', ko: '확인' },
  when: { en: 'When', ko: '원인' },
  suggested: { en: 'Suggested by', ko: '추천 근거' },
  also: { en: 'Also for', ko: '대응' },
  secrets: { en: 'Secrets', ko: '비밀 변수' },
  danger: { en: 'Danger', ko: '위험' },
  timeout: { en: 'Timeout', ko: '제한 시간' },
};

/** The name of a label in either language; undefined where the words are none. */
export function labelledParagraph<Name extends string>(
  labels: Readonly<Record<Name, Text>>,
  words: string,
): Name | undefined {
  const wanted = words.trim().toLowerCase();
  const names = Object.keys(labels) as Name[];
  return names.find((name) =>
    Object.values(labels[name]).some((label) => label.toLowerCase() === wanted),
  );
}

/** Every label of a set, to guess from. */
export function allLabels(labels: Readonly<Record<string, Text>>): string[] {
  return Object.values(labels).flatMap(({ en, ko }) => [en, ko]);
}
