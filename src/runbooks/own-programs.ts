/*
 * Where the programs of a team's own runbook are run, and whether they may be: only those of a folder that the
 * engineer trusts. What each does is shown, and consented to, all the same.
 */
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { configName } from '../config/locate.ts';
import { mayRunProgramsOf, trustProgramsOf } from '../config/trust-store.ts';
import type { Context } from '../contract/context.ts';

type Around = Pick<Context, 'config' | 'host'>;

/** The real folder: a link leads to files that somebody else may write. */
export function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}

/**
 * True where the folder was trusted, or lies below a config that was named. A config that merely lies there is no
 * word of the engineer's.
 */
export async function areProgramsTrusted(context: Around, folder: string): Promise<boolean> {
  const real = realFolder(folder);
  const { file, trust } = await context.config();
  if (file !== undefined && trust?.named === true && isBelow(dirname(file), real)) return true;
  return mayRunProgramsOf(context.host.env, real);
}

export function trustPrograms({ host }: Pick<Context, 'host'>, folder: string): Promise<void> {
  return trustProgramsOf(host.env, realFolder(folder));
}

function isBelow(folder: string, path: string): boolean {
  const real = realFolder(folder);
  return path === real || path.startsWith(real.endsWith(sep) ? real : `${real}${sep}`);
}

/**
 * Where a runbook's programs stand: the folder of the config or the root of the repository that it belongs to, else
 * the folder around the runbooks. Wherever one stands oneself, `./scripts/x` is then the team's.
 */
export function programsDirectory(file: string): string {
  const folder = realFolder(dirname(file));
  for (let at = folder; ; at = dirname(at)) {
    if ([configName, '.git'].some((name) => existsSync(join(at, name)))) return at;
    if (at === dirname(at)) return dirname(folder);
  }
}
