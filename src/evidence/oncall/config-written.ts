/* How old the config is. Apart from who is on call, so that asking it loads no library of zones. */
import { stat } from 'node:fs/promises';

/** Epoch milliseconds; null for the shipped defaults. */
export async function configWrittenAt(file: string | undefined): Promise<number | null> {
  if (file === undefined) return null;
  return stat(file).then(
    ({ mtimeMs }) => Math.round(mtimeMs),
    () => null,
  );
}
