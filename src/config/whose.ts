/* Whose service a place is about: the shipped defaults are TalkStudio's, and nobody else's. */
import { join } from 'node:path';
import { gitFolderAround, textIn } from './git-folder.ts';

/** Whether a name (of an owner, a repository, a service) is TalkStudio's. */
export function isTalkStudio(name: string | undefined): boolean {
  return name !== undefined && /^talk-?studio(?:$|[-_ .])/i.test(name);
}

/**
 * Whose repository `cwd` stands in, by the remotes in git's own config: no program is started. `none` outside of
 * any repository.
 */
export function repositoryAround(cwd: string): 'talkstudio' | 'other' | 'none' {
  const git = gitFolderAround(cwd);
  if (git === null) return 'none';
  return ownersIn(join(git, 'config')).some(isTalkStudio) ? 'talkstudio' : 'other';
}

/**
 * Owners and names of every remote: a fork keeps the name. A submodule's address stands in the same file, and
 * tells nothing of the repository that uses it.
 */
function ownersIn(config: string): readonly string[] {
  const remotes = textIn(config)
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
