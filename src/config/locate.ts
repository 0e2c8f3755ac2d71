import { existsSync, lstatSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
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
export interface LocatedText {
  readonly file: string;
  /** `--config` or `TSOPS_CONFIG`, where one of them named it. */
  readonly namedBy?: '--config' | 'TSOPS_CONFIG';
  /** True where it merely lies in the working directory or above: nobody named it. */
  readonly lies?: true;
}

/** The config file in force: `--config`, TSOPS_CONFIG, upward from the working directory, XDG. */
export function locateConfig({ file, env, cwd }: Whereabouts): LocatedText | undefined {
  if (file !== undefined) return { file: resolve(cwd, file), namedBy: '--config' };
  if (env.TSOPS_CONFIG) return { file: resolve(cwd, env.TSOPS_CONFIG), namedBy: 'TSOPS_CONFIG' };
  const lying = upward(cwd, env);
  if (lying !== undefined) return { file: lying, lies: true };
  const found = inConfigHome(env);
  return found === undefined ? undefined : { file: found };
}

function upward(from: string, env: Whereabouts['env']): string | undefined {
  return above(from).find((each) => existsSync(each) && isUsable(each, from, env));
}

/** The config file of another user in a folder above, which is not used; undefined where there is none. */
export function ignoredConfig({ cwd, env }: Whereabouts): string | undefined {
  const nearest = above(cwd).find((each) => existsSync(each));
  return nearest === undefined || isUsable(nearest, cwd, env) ? undefined : nearest;
}

function above(from: string): readonly string[] {
  const files: string[] = [];
  for (let directory = resolve(from); ; directory = dirname(directory)) {
    files.push(join(directory, configName));
    if (directory === dirname(directory)) return files;
  }
}

/** In a folder above, only our own files and those of root: anybody may write one into /tmp. */
function isUsable(file: string, cwd: string, env: Whereabouts['env']): boolean {
  if (dirname(file) === resolve(cwd)) return true;
  return [lstatSync(file).uid, statSync(file).uid].every((uid) => isOurOwn(uid, env));
}

/** Whether a file of this owner is ours, or root's; where the system has no owners, every file is. */
export function isOurOwn(uid: number, env: Env): boolean {
  return ownIds(env)?.has(uid) ?? true;
}

/** Undefined where the system has no such ids. With sudo, also those of whoever called it. */
function ownIds({ SUDO_UID: caller }: Whereabouts['env']): ReadonlySet<number> | undefined {
  try {
    const { uid } = userInfo();
    if (uid < 0) return undefined;
    return new Set([0, uid, ...(uid === 0 && caller ? [Number(caller)] : [])]);
  } catch {
    return undefined;
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
