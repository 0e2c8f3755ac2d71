import { rename, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';

/**
 * Writes a file whole or not at all; `file` is relative to where the engineer stands. Throws `refused`
 * (exit 5), with the command that prints instead.
 */
export async function writeWhole(
  { host }: Pick<Context, 'host'>,
  file: string,
  text: string,
  printing: string,
): Promise<void> {
  const path = resolve(host.cwd, file);
  try {
    await writeFile(`${path}.new`, text);
    await rename(`${path}.new`, path);
  } catch (thrown) {
    throw new TsopsError({
      kind: 'refused',
      message: `${file} cannot be written: ${(thrown as NodeJS.ErrnoException).code}`,
      next: [printing],
      cause: thrown,
    });
  }
}
