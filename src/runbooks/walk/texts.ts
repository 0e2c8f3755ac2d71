/* What a walk itself says, in the languages of its readers. */
import type { Text } from '../../domain/text/language.ts';

const text = (en: string, ko: string): Text => ({ en, ko });

export const texts = {
  noStepBefore: text('There is no step before this one.', '이전 단계가 없습니다.'),
  noMitigation: text(
    'There is no safe mitigation to offer yet: the evidence is still missing.',
    '아직 제안할 안전한 완화 조치가 없습니다: 증거가 부족합니다.',
  ),
  on: text('on', '계속'),
  takeIt: text('take', '채택'),
  done: text('done', '완료'),
  recommended: text('recommended', '권장'),
  rightNow: text('Likely so far', '현재 추정'),
  readAgain: text('reading again until it recovers', '회복될 때까지 다시 읽는 중'),
  showPlan: text('plan', '계획'),
  lookAgain: text('look', '확인'),
  lookingUp: text(
    'An earlier run stopped in the middle of this. Looking up what became of it …',
    '이전 실행이 도중에 멈췄습니다. 결과를 확인하는 중 …',
  ),
  run: text('run it', '실행'),
  endedWith: text('ended with exit code', '종료 코드'),
  next: text('next', '다음'),
  errorRate: text('error rate', '오류율'),
  errorsNotKnown: text(
    'whether the errors fell could not be asked',
    '오류가 줄었는지 확인하지 못했습니다',
  ),
  didNotHelp: text(
    'It did not help. The next hypothesis comes with Enter; r goes on waiting.',
    '도움이 되지 않았습니다. Enter는 다음 가설로, r은 계속 기다립니다.',
  ),
  notRead: text(
    'Whether it helped is not known. Enter goes on without the proof; r asks again.',
    '효과를 확인하지 못했습니다. Enter는 증명 없이 계속, r은 다시 확인합니다.',
  ),
  whySkip: text('Why skip it?', '건너뛰는 이유는?'),
  whyAbort: text('Why give up the runbook?', '런북을 중단하는 이유는?'),
  note: text('Note', '메모'),
  sections: {
    symptoms: text('Symptoms', '증상'),
    diagnosis: text('Diagnosis', '진단'),
    decision: text('Decision', '판단'),
    response: text('Response', '대응'),
    afterwards: text('Afterwards', '사후 조치'),
  },
} as const;
