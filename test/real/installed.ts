import { spawnSync } from 'node:child_process';

/** Whether a program is on this machine: the tests of one that is not are skipped, and counted as skipped. */
export function isInstalled(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
}
