/*
 * Once for all end-to-end tests: builds where the build is older than the code, packs, and installs the
 * tarball into an empty folder, without any registry.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Installed {
  /** The empty folder that the tarball was installed into. */
  readonly folder: string;
  /** The file that `tsops` starts there. */
  readonly program: string;
  readonly tarball: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    installed: Installed;
  }
}

async function newest(path: string): Promise<number> {
  const found = await stat(path);
  if (!found.isDirectory()) return found.mtimeMs;
  const times = (await readdir(path)).map((name) => newest(join(path, name)));
  return Math.max(0, ...(await Promise.all(times)));
}

async function buildWhereStale(): Promise<void> {
  const sources = ['src', 'bin', 'scripts', 'package.json'].map((name) => newest(join(root, name)));
  const built = await newest(join(root, 'dist/tsops.cjs')).catch(() => 0);
  if (built > Math.max(...(await Promise.all(sources)))) return;
  await run(process.execPath, ['scripts/build.mjs'], { cwd: root });
}

/** npm as it came with this node where it did; its settings of the machine must not matter. */
async function npm(args: readonly string[], cwd: string): Promise<string> {
  const { stdout } = await run('npm', [...args], { cwd, shell: process.platform === 'win32' });
  return stdout;
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const temporary = await mkdtemp(join(tmpdir(), 'tsops-e2e-'));
  const folder = join(temporary, 'installed');
  await mkdir(folder);
  await buildWhereStale();
  // Its `prepare` would build once more.
  const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', temporary];
  const [{ filename }] = JSON.parse(await npm(pack, root));
  const tarball = join(temporary, filename);
  const install = ['install', '--offline', '--no-audit', '--no-fund', '--prefix', folder, tarball];
  await npm(install, folder);
  const program = join(folder, 'node_modules', 'tsops', 'dist', 'tsops.cjs');
  project.provide('installed', { folder, program, tarball });
  return () => rm(dirname(tarball), { recursive: true });
}
