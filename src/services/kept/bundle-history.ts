import { readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { Env } from '../../domain/net/env.ts';
import {
  bundleHistoryFile,
  bundleHistoryText,
  parseBundleHistory,
  withVersion,
} from '../../domain/speed/bundle-history.ts';
import type { BundleHistory } from '../../ports/bundle-history.ts';
import { replaceFile } from './replace-file.ts';

/** A small file (0600) for each site, below tsops's state directory. */
export function createBundleHistory(env: Env): BundleHistory {
  const folder = figuresFolder(env);
  const versions = async (site: string) => {
    if (folder === undefined) return [];
    return parseBundleHistory(
      await readFile(join(folder, bundleHistoryFile(site)), 'utf8').catch(() => ''),
    );
  };
  return {
    versions,
    async keep(site, version) {
      if (folder === undefined) return;
      const file = join(folder, bundleHistoryFile(site));
      const text = bundleHistoryText(withVersion(await versions(site), version));
      await replaceFile(folder, file, text).catch(() => {});
    },
  };
}

/** As the journal's: a relative XDG_STATE_HOME is ignored (XDG base directory specification 0.8). */
function figuresFolder(env: Env): string | undefined {
  const { XDG_STATE_HOME = '', HOME = '' } = env;
  if (isAbsolute(XDG_STATE_HOME)) return join(XDG_STATE_HOME, 'tsops', 'figures');
  return isAbsolute(HOME) ? join(HOME, '.local', 'state', 'tsops', 'figures') : undefined;
}
