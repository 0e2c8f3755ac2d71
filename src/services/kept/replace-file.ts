import { mkdir, rename, writeFile } from 'node:fs/promises';

/** Whole or not at all, for the user alone (0600): two tsops may write at the same time. Throws what the disk throws. */
export async function replaceFile(folder: string, file: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = `${file}.${Math.random().toString(36).slice(2)}`;
  await writeFile(draft, text, { mode: 0o600, flag: 'wx' });
  await rename(draft, file);
}
