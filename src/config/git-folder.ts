/* Where git keeps what it knows of a repository; read from its files, as to start git takes longer than all else. */
import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The folder of the repository that `cwd` stands in, which all of its work trees share; null outside of any. */
export function gitFolderAround(cwd: string): string | null {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const git = gitFolderAt(join(folder, '.git'));
    if (git !== null) return git;
    if (folder === dirname(folder)) return null;
  }
}

/** A work tree and a submodule have a file there, which says where the folder is. */
function gitFolderAt(path: string): string | null {
  try {
    if (statSync(path).isDirectory()) return path;
    const named = /^gitdir: (.+)$/m.exec(readFileSync(path, 'utf8'))?.[1] ?? '';
    const own = resolve(dirname(path), named.trim());
    const common = textIn(join(own, 'commondir')).trim();
    return common === '' ? own : resolve(own, common);
  } catch {
    return null;
  }
}

/** The text of a file; empty where it cannot be read. */
export function textIn(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
