import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { type CiConfig, parseCiConfig } from '../../domain/lab/ci-config.ts';

export const ciFile = 'lighthouserc.json';

/** Null where this folder has none. Throws a config error (exit 2) for one that cannot be read. */
export async function readCiFile({ host }: Pick<Context, 'host'>): Promise<CiConfig | null> {
  let text: string;
  try {
    text = await readFile(join(host.cwd, ciFile), 'utf8');
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    throw wrong(`cannot be read (${code ?? String(thrown)})`, thrown);
  }
  try {
    return parseCiConfig(text);
  } catch (thrown) {
    if (thrown instanceof RangeError) throw wrong(thrown.message, thrown);
    throw thrown;
  }
}

function wrong(what: string, cause: unknown): TsopsError {
  return new TsopsError({
    kind: 'config',
    message: `${ciFile} ${what}`,
    why: 'So it is not known which budgets are meant: nothing was measured.',
    next: ['tsops site lighthouse --init --dry-run'],
    cause,
  });
}
