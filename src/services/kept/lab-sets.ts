import { createHash } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { stateDirectory } from '../../contract/state-directory.ts';
import { labAddress, parseLabSet } from '../../domain/lab/kept-set.ts';
import type { LabSet } from '../../domain/lab/set.ts';
import type { Env } from '../../domain/net/env.ts';
import type { LabHistory } from '../../ports/lab-history.ts';
import { parseJson } from '../http/json.ts';
import { replaceFile } from './replace-file.ts';

/** Sets of one address, and of all; older ones are removed. */
const most = { ofOne: 40, ofAll: 400 };
/** Bytes; a set of 60 files takes some 5 kB. */
const longest = 256 * 1024;

/** A file (0600) for each set: two tsops that end at once lose none of theirs. */
export function createLabSets(env: Env): LabHistory {
  const folder = join(stateDirectory(env, env.HOME ?? homedir()), 'lab');
  const names = async (): Promise<string[]> =>
    (await readdir(folder).catch(() => [])).filter((name) => setName.test(name)).sort(newestFirst);
  return {
    async sets(url) {
      const own = (await names()).filter((name) => name.startsWith(`${keyOf(url)}-`));
      const texts = own.slice(0, most.ofOne).map(async (name) => {
        const set = parseLabSet(
          parseJson(await readFile(join(folder, name), 'utf8').catch(() => '')),
        );
        return set === null || set.url !== labAddress(url) ? [] : [set];
      });
      return (await Promise.all(texts)).flat().sort((a, b) => b.at - a.at);
    },
    async keep(set: LabSet) {
      const text = JSON.stringify(set);
      if (Buffer.byteLength(text) > longest) return false;
      const random = Math.random().toString(36).slice(2, 8).padEnd(6, '0');
      const time = String(Math.trunc(set.at)).padStart(15, '0');
      const file = join(folder, `${keyOf(set.url)}-${time}-${random}.json`);
      try {
        await replaceFile(folder, file, text);
      } catch {
        return false;
      }
      const all = await names();
      const own = all.filter((name) => name.startsWith(`${keyOf(set.url)}-`));
      const old = [...own.slice(most.ofOne), ...all.slice(most.ofAll)];
      await Promise.all(old.map((name) => rm(join(folder, name), { force: true })));
      return true;
    },
  };
}

const setName = /^[0-9a-f]{16}-\d{15}-[a-z0-9]{6}\.json$/;

const keyOf = (url: string): string =>
  createHash('sha256').update(labAddress(url)).digest('hex').slice(0, 16);

/** By the time in the name, whichever address it is of. */
function newestFirst(a: string, b: string): number {
  return b.slice(17).localeCompare(a.slice(17));
}
