/* What becomes of two runs of the deploy workflow that are in flight at once. */
import { say, type Text } from '../text/language.ts';

/**
 * What the workflow says: nothing; that a newer run waits for the one before; that it cancels that one. A
 * group may tell runs apart by their inputs, so that "waits" and "cancels" hold for those of one group.
 */
export type Concurrency = 'none' | 'waits' | 'cancels' | 'not known';

interface OtherRun {
  readonly id: number;
  readonly title: string;
  readonly url: string;
  readonly actor: string;
}

/** One sentence about the other run, one about what will happen. Ids of runs only grow. */
export function secondRunText(other: OtherRun, ours: number, concurrency: Concurrency): Text {
  const { title, actor, url } = other;
  const end = endText(other.id > ours, concurrency);
  return say(
    `A second run is in flight beside ours: “${title}”${actor === '' ? '' : ` by ${actor}`} ${url}. ${end.en}`,
    `우리 실행과 함께 다른 실행이 진행 중입니다: “${title}”${actor === '' ? '' : ` ${actor}`} ${url}. ${end.ko}`,
  );
}

function endText(otherIsNewer: boolean, concurrency: Concurrency): Text {
  const [other, our] = [say('the other run', '다른 실행'), say('our run', '우리 실행')];
  const [newer, older] = otherIsNewer ? [other, our] : [our, other];
  switch (concurrency) {
    case 'cancels':
      return say(
        `By its concurrency the workflow cancels ${older.en}; ${newer.en} is deployed.`,
        `워크플로의 동시 실행 설정에 따라 ${older.ko}이 취소되고 ${newer.ko}이 배포됩니다.`,
      );
    case 'waits':
      return say(
        `By its concurrency ${newer.en} waits for ${older.en}, and is deployed last.`,
        `워크플로의 동시 실행 설정에 따라 ${newer.ko}이 ${older.ko}을 기다렸다가 마지막에 배포됩니다.`,
      );
    case 'none':
      return say(
        'The workflow has no concurrency: both deploy at once, and what ends last is served.',
        '워크플로에 동시 실행 설정이 없어 둘 다 동시에 배포되며, 나중에 끝난 쪽이 제공됩니다.',
      );
    default:
      return say(
        'What GitHub does with the two is not known: the workflow could not be read.',
        '워크플로를 읽지 못해 GitHub가 두 실행을 어떻게 처리할지 알 수 없습니다.',
      );
  }
}
