import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Env } from '../domain/net/env.ts';

export const configName = 'tsops.config.yaml';

/** Where to look: the flag, the variables, and where one stands. */
export interface Whereabouts {
  /** The file named by `--config`. */
  readonly file?: string | undefined;
  readonly env: Env;
  readonly cwd: string;
}

/** A file that was named must be there; one that was merely looked for need not. */
export interface Located {
  readonly file: string;
  /** `--config` or `TSOPS_CONFIG`, where one of them named it. */
  readonly namedBy?: '--config' | 'TSOPS_CONFIG';
  /** It lies in the user's own config directory. */
  readonly own?: true;
}

/** The config file in force: `--config`, TSOPS_CONFIG, upward from the working directory, XDG. */
export function locateConfig({ file, env, cwd }: Whereabouts): Located | undefined {
  if (file !== undefined) return { file: resolve(cwd, file), namedBy: '--config' };
  if (env.TSOPS_CONFIG) return { file: resolve(cwd, env.TSOPS_CONFIG), namedBy: 'TSOPS_CONFIG' };
  const found = upward(cwd);
  if (found !== undefined) return { file: found };
  const home = inConfigHome(env);
  return home ? { file: home, own: true } : undefined;
}

function upward(from: string): string | undefined {
  for (let directory = resolve(from); ; directory = dirname(directory)) {
    const candidate = join(directory, configName);
    if (existsSync(candidate)) return candidate;
    if (directory === dirname(directory)) return undefined;
  }
}

/** XDG says that a relative path in XDG_CONFIG_HOME is to be ignored. */
function inConfigHome(env: Whereabouts['env']): string | undefined {
  const given = env.XDG_CONFIG_HOME;
  const home = given?.startsWith('/') ? given : env.HOME && join(env.HOME, '.config');
  const candidate = home && join(home, 'tsops', configName);
  return candidate && existsSync(candidate) ? candidate : undefined;
}

/** Relative where that leads downward from where one stands, else whole. */
export function shownPath(file: string, cwd: string): string {
  const path = relative(cwd, file);
  return path === '' || path.startsWith('..') ? file : path;
}
