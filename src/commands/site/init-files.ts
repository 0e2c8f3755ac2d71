import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { type LabBudget, tightened } from '../../domain/lab/budgets.ts';
import { ciConfigText, ciPipelineText } from '../../domain/lab/ci-config.ts';
import { comparableWith } from '../../domain/lab/compare.ts';
import { ciFile } from './ci-file.ts';
import type { LabOutcome, WrittenFile } from './lab-data.ts';
import type { LabInput } from './lab-input.ts';

interface Wanted {
  readonly urls: readonly string[];
  readonly runs: number;
  readonly device: 'mobile' | 'desktop';
  readonly budgets: readonly LabBudget[];
}

type Initialized = NonNullable<LabOutcome['init']>;

/** Both or neither: exit 5 where one is there already, unless --force. */
export async function writeCiFiles(
  { force, dryRun, tighten }: LabInput,
  wanted: Wanted,
  context: Context,
): Promise<Initialized> {
  const { budgets, by } = tighten ? await reached(wanted, context) : { ...wanted, by: 0 };
  const files = [
    { file: ciFile, text: ciConfigText({ ...wanted, budgets }) },
    { file: '.github/workflows/lighthouse.yml', text: ciPipelineText },
  ];
  const { cwd } = context.host;
  const there = files.filter(({ file }) => existsSync(join(cwd, file)));
  const [first] = there;
  if (first !== undefined && !force && !dryRun) throw alreadyThere(first.file);
  const written: WrittenFile[] = [];
  for (const each of files) {
    if (!dryRun) await write(cwd, each, force);
    written.push({ ...each, written: !dryRun });
  }
  return { files: written, budgets, tightenedBy: by };
}

/** By the kept sets of the first page that are comparable with its newest. */
async function reached({ urls: [url = ''], budgets, device }: Wanted, { services }: Context) {
  const history = await services.labHistory();
  const own = (await history.sets(url)).filter(
    ({ conditions }) => conditions.formFactor === device,
  );
  const [newest] = own;
  const sets = newest === undefined ? [] : comparableWith(newest, own);
  const tighter = tightened(sets, budgets);
  if (tighter !== null) return { budgets: tighter, by: Math.min(sets.length, 10) };
  throw new TsopsError({
    kind: 'refused',
    message: `${url} has ${sets.length} comparable ${sets.length === 1 ? 'set' : 'sets'} of ${device} runs here`,
    why: 'Budgets are tightened by two at least: one alone may have been a lucky one.',
    next: ['tsops site lighthouse', 'tsops site lighthouse --init'],
  });
}

async function write(
  cwd: string,
  { file, text }: { readonly file: string; readonly text: string },
  force: boolean,
): Promise<void> {
  const path = join(cwd, file);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text, { flag: force ? 'w' : 'wx' });
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw alreadyThere(file);
    throw new TsopsError({
      kind: 'config',
      message: `${file} cannot be written (${code ?? String(thrown)})`,
      next: ['tsops site lighthouse --init --dry-run'],
      cause: thrown,
    });
  }
}

function alreadyThere(file: string): TsopsError {
  return new TsopsError({
    kind: 'refused',
    message: `${file} exists already`,
    why: 'Nothing was written: what a team has set is not to be lost.',
    next: ['tsops site lighthouse --init --dry-run', 'tsops site lighthouse --init --force'],
  });
}
