import { chmodSync, type Stats, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { TsopsError } from '../contract/errors.ts';

/**
 * Sees to it that our state directory is ours alone. Answers what was changed, for people; null where nothing had
 * to be. Throws `refused` where it belongs to another user: what stands there may be anybody's.
 */
export function tightenFolder(folder: string): string | null {
  const stats = statIfThere(folder);
  // Windows has neither owner nor mode.
  const { uid } = userInfo();
  if (stats === undefined || uid < 0) return null;
  if (stats.uid !== uid) throw ofAnother(folder);
  if ((stats.mode & 0o077) === 0) return null;
  chmodSync(folder, 0o700);
  const mode = (stats.mode & 0o777).toString(8);
  return `${folder} was open to others (${mode}), and is yours alone now (700)`;
}

/** Where it cannot be looked at, writing there says why. */
function statIfThere(folder: string): Stats | undefined {
  try {
    return statSync(folder, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function ofAnother(folder: string): TsopsError {
  return new TsopsError({
    kind: 'refused',
    message: `${folder} belongs to another user, so nothing is read or written there`,
    why: 'Records of incidents and what you trust must be yours.',
    next: ['set XDG_STATE_HOME to a directory of yours'],
  });
}
