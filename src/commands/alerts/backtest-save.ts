/* The samples of a back-test as a file, so it can be repeated. */
import { type FileHandle, open, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { shownPath } from '../../config/locate.ts';
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { historyTexts, type NamedHistory } from '../../domain/alerts/backtest/history-text.ts';

type Place = Pick<Context, 'host'>;

/** Throws a usage error (exit 2) where the file is there already: minutes of reading are not for nothing. */
export async function refuseExisting(file: string, { host }: Place): Promise<void> {
  const path = resolve(host.cwd, file);
  const there = await stat(path).then(
    () => true,
    () => false,
  );
  if (there) throw notSaved(shownPath(path, host.cwd), 'is there already');
}

/** Writes a line for each sample, for our eyes only; answers the file as it is shown. */
export async function saveHistory(
  file: string,
  samples: readonly NamedHistory[],
  { host }: Place,
): Promise<string> {
  const path = resolve(host.cwd, file);
  const shown = shownPath(path, host.cwd);
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, 'wx', 0o600);
    for (const text of historyTexts(samples)) await handle.write(text);
    return shown;
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === undefined) throw thrown;
    throw notSaved(shown, code === 'EEXIST' ? 'is there already' : `cannot be written (${code})`);
  } finally {
    await handle?.close();
  }
}

function notSaved(shown: string, problem: string): TsopsError {
  return new TsopsError({
    kind: 'usage',
    message: `--save: ${shown} ${problem}`,
    next: ['name another file'],
  });
}
