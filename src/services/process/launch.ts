import type { Env } from '../../domain/net/env.ts';

/** Starts a program in a session of its own, which may outlive us; false once it has failed. */
export async function launchDetached(
  file: string,
  args: readonly string[],
  env: Env,
): Promise<boolean> {
  const { execa } = await import('execa');
  const child = execa(file, [...args], {
    reject: false,
    detached: true,
    cleanup: false,
    stdio: 'ignore',
    env: { ...env },
    extendEnv: false,
  });
  child.unref();
  return !(await child).failed;
}
