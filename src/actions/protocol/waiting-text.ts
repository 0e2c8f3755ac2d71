import { say, type Text } from '../../domain/text/language.ts';
import type { Holder } from '../../ports/journal.ts';

/** Whose write is waited for. */
export function waitingText(holder: Holder, lock: string): Text {
  const who = holderText(holder);
  return say(
    `waiting for ${who}, who is writing to ${lock}`,
    `${who}의 작업이 끝나기를 기다리는 중(${lock})`,
  );
}

function holderText({ user, pid, host }: Holder): string {
  return `${user === undefined ? '' : `${user}, `}process ${pid} on ${host}`;
}

/** A directory's name. */
export function lockName(lock: string): string {
  return lock.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 100);
}
