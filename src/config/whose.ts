/* Whose service a place is about: the shipped defaults are TalkStudio's, and nobody else's. */
import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Whether a name (of an owner, a repository, a service) is TalkStudio's. */
export function isTalkStudio(name: string | undefined): boolean {
  return name !== undefined && /^talk-?studio(?:$|[-_ .])/i.test(name);
}

/**
 * Whose repository `cwd` stands in, by the remotes in git's own config: no program is started. `none` outside of
 * any repository.
 */
export function repositoryAround(cwd: string): 'talkstudio' | 'other' | 'none' {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const git = gitFolder(join(folder, '.git'));
    if (git !== undefined)
      return ownersIn(join(git, 'config')).some(isTalkStudio) ? 'talkstudio' : 'other';
    if (folder === dirname(folder)) return 'none';
  }
}

/** A work tree and a submodule have a file there, which says where the folder is. */
function gitFolder(path: string): string | undefined {
  try {
    if (statSync(path).isDirectory()) return path;
    const named = /^gitdir: (.+)$/m.exec(readFileSync(path, 'utf8'))?.[1] ?? '';
    const own = resolve(dirname(path), named.trim());
    const common = textOf(join(own, 'commondir')).trim();
    return common === '' ? own : resolve(own, common);
  } catch {
    return undefined;
  }
}

/**
 * Owners and names of every remote: a fork keeps the name. A submodule's address stands in the same file, and
 * tells nothing of the repository that uses it.
 */
function ownersIn(config: string): readonly string[] {
  const remotes = textOf(config)
    .split(/^(?=\s*\[)/m)
    .filter((section) => /^\s*\[\s*remote\s/i.test(section));
  const urls = remotes.flatMap((section) =>
    [...section.matchAll(/^\s*url\s*=\s*"?([^\s"]+)/gim)].map(([, url = '']) => url),
  );
  return urls.flatMap((url) =>
    url
      .replace(/(?:\.git)?\/?$/, '')
      .split(/[/:]/)
      .slice(-2),
  );
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
