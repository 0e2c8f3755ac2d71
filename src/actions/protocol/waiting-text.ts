import { say, type Text } from '../../domain/text/language.ts';
import type { Holder } from '../../ports/journal.ts';

/** Whose write is waited for. */
export function waitingText(holder: Holder, lock: string): Text {
  const { pid, host } = holder;
  const user = holder.user === undefined ? '' : `${holder.user}, `;
  return say(
    `waiting for ${user}process ${pid} on ${host}, who is writing to ${lock}`,
    `${user}${host}의 프로세스 ${pid} 작업이 끝나기를 기다리는 중(${lock})`,
  );
}

/** A directory's name. */
export function lockName(lock: string): string {
  return lock.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 100);
}
