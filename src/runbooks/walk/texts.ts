/* What a walk itself says, in the languages of its readers. */
import type { Text } from '../../domain/text/language.ts';

const text = (en: string, ko: string): Text => ({ en, ko });

export const texts = {
  noStepBefore: text('There is no step before this one.', '이전 단계가 없습니다.'),
  noMitigation: text(
    'There is no safe mitigation to offer yet: the evidence is still missing.',
    '아직 제안할 안전한 완화 조치가 없습니다: 증거가 부족합니다.',
  ),
  byPeople: text(
    'No write of tsops helps here; what people do does',
    'tsops로 실행할 조치가 아니라 사람이 할 일입니다',
  ),
  on: text('next', '계속'),
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
  tookTooLong: text(
    'stopped, as it took too long; exit code',
    '제한 시간을 넘겨 중단함. 종료 코드',
  ),
  moreOutput: text(
    'more output is not shown; the record keeps its end',
    '이후 출력은 표시하지 않습니다. 마지막 부분은 기록에 남습니다',
  ),
  dangers: {
    read: text('it only reads; Enter runs it', '읽기만 합니다. Enter를 누르면 실행합니다'),
    local: text('it changes something on this machine', '이 컴퓨터의 상태를 변경합니다'),
    remote: text(
      'it may change something that others see',
      '다른 사람에게 보이는 것을 변경할 수 있습니다',
    ),
    production: text('it changes production', '프로덕션을 변경합니다'),
  },
  tsopsHasIt: text('tsops has a command for this', 'tsops 명령으로도 가능'),
  realInDrill: text(
    'this command is real, and runs on your machine; its TSOPS_* addresses lead into the sandbox',
    '이 명령은 실제로 이 컴퓨터에서 실행됩니다. TSOPS_* 주소는 샌드박스를 가리킵니다',
  ),
  untrusted: text('not run: its folder is not trusted', '실행하지 않음: 신뢰하지 않은 폴더'),
  trustIt: text(
    'Trust the runbooks of this folder, and run their commands?',
    '이 폴더의 런북을 신뢰하고 명령을 실행할까요?',
  ),
  next: text('next', '다음'),
  errorRate: text('error rate', '오류율'),
  errorsNotKnown: text(
    'whether the errors fell could not be read',
    '오류가 줄었는지 확인하지 못했습니다',
  ),
  didNotHelp: text(
    'It did not help. Enter: next hypothesis; r: keep waiting.',
    '도움이 되지 않았습니다. Enter는 다음 가설로, r은 계속 기다립니다.',
  ),
  notRead: text(
    'Whether it helped is not known. Enter: go on without proof; r: read again.',
    '효과를 확인하지 못했습니다. Enter는 증명 없이 계속, r은 다시 확인합니다.',
  ),
  whySkip: text('Why skip it?', '건너뛰는 이유는?'),
  whyAbort: text('Why give up the runbook?', '런북을 여기서 종료하는 이유는?'),
  note: text('Note', '메모'),
  sections: {
    symptoms: text('Symptoms', '증상'),
    diagnosis: text('Diagnosis', '진단'),
    decision: text('Decision', '판단'),
    response: text('Response', '대응'),
    afterwards: text('Afterwards', '사후 조치'),
  },
} as const;
