import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../..', import.meta.url));

const notOurs = new Set(['node_modules', 'dist', '.git', 'coverage', '.DS_Store']);

/** Every file of the repository, relative and sorted; nothing that is built, installed or git's own. */
export function repositoryFiles(folder = repository): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !notOurs.has(name) && !name.endsWith('.tgz'))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? repositoryFiles(path) : [relative(repository, path)];
    })
    .sort();
}

export function textOf(file: string): string {
  return readFileSync(join(repository, file), 'utf8');
}
