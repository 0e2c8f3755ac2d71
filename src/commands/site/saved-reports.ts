import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { shownPath } from '../../config/locate.ts';
import type { Context } from '../../contract/context.ts';
import { stateDirectory } from '../../contract/state-directory.ts';
import type { LabSet } from '../../domain/lab/set.ts';

interface Reports {
  readonly set: LabSet;
  readonly html: string;
  readonly json: string;
  /** As it was given; else one of tsops's own, of which the newest are kept. */
  readonly folder: string | undefined;
}

/** Folders of our own that stay: a report is half a megabyte. */
const most = 20;

/** The report of the middle run, for whoever wants to know why; null where the disk does not take it. */
export async function saveReports(
  { set, html, json, folder }: Reports,
  { host, terminal }: Context,
): Promise<string | null> {
  const own = join(stateDirectory(host.env, host.home), 'lab-reports');
  const name = `${nameOf(set)}`;
  const to = folder === undefined ? join(own, name) : resolve(host.cwd, folder);
  const file = folder === undefined ? 'report' : name;
  try {
    await mkdir(to, { recursive: true, mode: folder === undefined ? 0o700 : 0o777 });
    const mode = folder === undefined ? 0o600 : 0o644;
    await writeFile(join(to, `${file}.html`), html, { mode });
    await writeFile(join(to, `${file}.json`), json, { mode });
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    terminal.warn(`the report was not saved: ${to} cannot be written (${code ?? String(thrown)})`);
    return null;
  }
  if (folder === undefined) await removeOld(own);
  return shownPath(to, host.cwd);
}

/** `20261123T030000Z-talkstudio.app-mobile`: in the order of time. */
function nameOf({ at, url, conditions }: LabSet): string {
  const time = new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
  const { host, pathname } = new URL(url);
  const page = `${host}${pathname}`.replace(/[^\w.-]+/g, '-').replace(/-$/, '');
  return `${time}-${page.slice(0, 80)}-${conditions.formFactor}`;
}

async function removeOld(own: string): Promise<void> {
  const names = (await readdir(own).catch(() => [])).sort().reverse();
  for (const name of names.slice(most)) {
    await rm(join(own, name), { recursive: true, force: true }).catch(() => {});
  }
}
