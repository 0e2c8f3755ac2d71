/*
 * Ends a process group when we are gone without having said so: a second process holds a pipe from us, and reads
 * its end. Nothing else tells of a `kill -9`.
 */
import type { Env } from '../../domain/net/env.ts';

/** First the group, then a line that means that we saw its end; the pipe's end without one, that we died. */
const watcher = 'read -r group && { read -r line || kill -9 "-$group"; }';

/** Becomes the program once it is told to, and never where nobody is left to tell it. */
const gate = 'read -r tsops_may_begin <&3 && exec "$@" 3<&-';

/** The same program, which begins only when a line comes on its fourth stream: by then its group is watched. */
export function gated(file: string, args: readonly string[]): [file: string, args: string[]] {
  return ['sh', ['-c', gate, 'sh', file, ...args]];
}

export interface GroupWatch {
  /** From now on the group ends with us. */
  over(group: number): void;
  /** We have seen to the group ourselves, or there was none. */
  done(): Promise<void>;
}

/** Begun before the group is: a process may be killed at any moment. */
export async function startGroupWatch({ PATH }: Env): Promise<GroupWatch> {
  const { execa } = await import('execa');
  const child = execa('sh', ['-c', watcher], {
    reject: false,
    detached: true,
    cleanup: false,
    stdin: 'pipe',
    stdout: 'ignore',
    stderr: 'ignore',
    env: PATH === undefined ? {} : { PATH },
    extendEnv: false,
  });
  child.stdin?.on('error', () => {});
  let watching = false;
  return {
    over(group) {
      watching = true;
      child.stdin?.write(`${group}\n`);
    },
    async done() {
      child.stdin?.end(watching ? 'done\n' : '');
      await child;
    },
  };
}
