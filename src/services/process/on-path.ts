import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Whether a program is there at all, found out without loading execa. An unknown path says nothing. */
export function isOnPath(file: string, path: string | undefined): boolean {
  if (path === undefined || file.includes('/') || delimiter === ';') return true;
  return path.split(delimiter).some((folder) => existsSync(join(folder, file)));
}
