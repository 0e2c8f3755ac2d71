/* Where a team's own runbooks are, and their text. */
import { isUtf8 } from 'node:buffer';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { shownPath } from '../config/locate.ts';
import type { Context } from '../contract/context.ts';
import { TsopsError } from '../contract/errors.ts';

export interface OwnFile {
  readonly id: string;
  readonly file: string;
  /** `name.ko.md` beside `name.md`: the same runbook in Korean. */
  readonly korean: string | undefined;
}

/** In bytes. No runbook is this long, and what is longer would be parsed for seconds. */
const limit = 65_536;

/**
 * `runbooks.directory` below the folder of the config file; without such a file below the root of the
 * repository, or below the working directory where there is none.
 */
export async function runbooksFolder({ config, host }: Pick<Context, 'config' | 'host'>) {
  const { file, config: effective } = await config();
  const below = file === undefined ? (repositoryRoot(host.cwd) ?? host.cwd) : dirname(file);
  return join(below, effective.runbooks.directory);
}

function repositoryRoot(from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

/** The runbooks of a folder by name; a README in it is none. Empty where there is no such folder. */
export function listOwnRunbooks(folder: string): OwnFile[] {
  const names = namesIn(folder).filter((name) => name.endsWith('.md') && !/^readme\b/i.test(name));
  return names
    .toSorted()
    .filter(
      (name) => !(name.endsWith('.ko.md') && names.includes(name.replace(/\.ko\.md$/, '.md'))),
    )
    .map((name) => ownFile(join(folder, name)));
}

/** Throws a config error for a folder that is there and cannot be read. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    throw new TsopsError({
      kind: 'config',
      message: `The folder of the runbooks, ${folder}, cannot be read (${code}).`,
      why: "The team's own runbooks are in it, and may stand in place of those of tsops.",
      next: ['tsops config show --origin'],
      cause: thrown,
    });
  }
}

/** The runbook of a file; of a Korean one that has a sibling, the sibling. */
export function ownFile(named: string): OwnFile {
  const sibling = named.replace(/\.ko\.md$/, '.md');
  const file = sibling !== named && existsSync(sibling) ? sibling : named;
  const korean = file.replace(/\.md$/, '.ko.md');
  return {
    id: (file.split(/[/\\]/).at(-1) ?? '').replace(/\.md$/, ''),
    file,
    korean: korean !== file && existsSync(korean) ? korean : undefined,
  };
}

/** The text of a file, or why it is none. `shown` is how messages call the file. */
export function textOfFile(
  file: string,
  cwd: string,
): { readonly shown: string; readonly text: string; readonly problem: string | undefined } {
  const shown = shownPath(file, cwd);
  try {
    const kind = statSync(file);
    if (!kind.isFile()) return { shown, text: '', problem: 'this is not a file' };
    if (kind.size > limit) return { shown, text: '', problem: 'the file is over 64 KiB' };
    const bytes = readFileSync(file);
    if (!isUtf8(bytes)) return { shown, text: '', problem: 'the file is no UTF-8 text' };
    return { shown, text: bytes.toString('utf8').replace(/^\ufeff/, ''), problem: undefined };
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (typeof code !== 'string') throw thrown;
    return { shown, text: '', problem: `the file cannot be read (${code})` };
  }
}
