/*
 * Ends a process group when we are gone without having said so: a second process holds a pipe from us, and reads
 * its end. Nothing else tells of a `kill -9`.
 */
import type { Env } from '../../domain/net/env.ts';

/** `$1` is the group. A line means that we saw its end; the pipe's end without one, that we died. */
const watcher = 'read -r line || kill -9 "-$1"';

export interface GroupWatch {
  /** We have seen to the group ourselves. */
  done(): Promise<void>;
}

/** Where there is no shell, nobody watches. */
export async function watchGroup(pid: number, { PATH }: Env): Promise<GroupWatch> {
  const { execa } = await import('execa');
  const child = execa('sh', ['-c', watcher, 'tsops-watch', String(pid)], {
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
  return {
    async done() {
      child.stdin?.end('done\n');
      await child;
    },
  };
}
