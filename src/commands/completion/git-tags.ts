/* The tags that git keeps in files around here, packed or each in its own. */
import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { gitFolderAround, textIn } from '../../config/git-folder.ts';

/** Names of tags in no order, `web/v1.2.3` among them; none outside of a repository. */
export function gitTagsAround(cwd: string): readonly string[] {
  const git = gitFolderAround(cwd);
  if (git === null) return [];
  const packed = textIn(join(git, 'packed-refs')).matchAll(/ refs\/tags\/(\S+)$/gm);
  return [...[...packed].map(([, tag = '']) => tag), ...looseTags(join(git, 'refs', 'tags'))];
}

function looseTags(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).split(sep).join('/'));
  } catch {
    return [];
  }
}
