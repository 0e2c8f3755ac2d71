/* `h`: what speaks for and against each cause is shown; the engineer adds a hypothesis, supports one, or rules one out and says by what. */
import type { HandMark } from '../../domain/diagnosis/types.ts';
import { hypothesisLine } from '../views/diagnosis.ts';
import { reasonLines } from '../views/reasons.ts';
import { diagnosisNow, type Walk } from './state.ts';

const questions = {
  which: { en: 'Which one?', ko: '어느 것입니까?' },
  add: { en: 'add one in your words', ko: '직접 추가' },
  support: { en: 'support one', ko: '지지' },
  ruleOut: { en: 'rule one out', ko: '배제' },
  words: { en: 'What could it be?', ko: '무엇일 수 있습니까?' },
  speaksFor: { en: 'What speaks for it?', ko: '무엇이 이를 뒷받침합니까?' },
  speaksAgainst: { en: 'Which evidence rules it out?', ko: '어떤 증거가 이를 배제합니까?' },
} as const;

const changes: readonly HandMark['change'][] = ['added', 'supported', 'ruled-out'];

export async function editHypotheses(walk: Walk): Promise<void> {
  const { guide, language, context } = walk;
  const diagnosis = await diagnosisNow(walk);
  if (diagnosis !== null)
    guide.show(['', ...reasonLines(diagnosis, language, context.terminal.screen)]);
  const options = [questions.add, questions.support, questions.ruleOut];
  const index = await guide.choose(options.map((text) => text[language]));
  const change = index === undefined ? undefined : changes[index];
  if (change === undefined) return;
  const hypothesis = await meant(walk, change);
  if (hypothesis === undefined || hypothesis === '') return;
  const question = change === 'ruled-out' ? questions.speaksAgainst : questions.speaksFor;
  const reason = await guide.ask(question[language]);
  // Without its evidence nothing is ruled out, and nothing supported.
  if (reason === undefined || reason === '') return;
  await walk.write('hypothesis', { hypothesis, change, reason });
}

async function meant(walk: Walk, change: HandMark['change']): Promise<string | undefined> {
  const { guide, language } = walk;
  if (change === 'added') return guide.ask(questions.words[language]);
  const ranked = (await diagnosisNow(walk))?.ranked ?? [];
  guide.show([`  ${questions.which[language]}`]);
  const index = await guide.choose(ranked.map((each) => hypothesisLine(each, language)));
  return index === undefined ? undefined : ranked[index]?.hypothesis;
}
