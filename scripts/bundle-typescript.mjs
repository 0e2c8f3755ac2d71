import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { rawText } from './raw-text.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Node 20 reads no TypeScript: the module `input` (a path from the root of the repository) is bundled for this run
 * and handed to `use`; the bundle is removed afterwards.
 */
export async function withBundle(input, use) {
  // Below the repository, so that packages are found.
  const folder = mkdtempSync(join(root, 'node_modules/.bundle-'));
  try {
    const options = { cwd: root, input, platform: 'node', external: /node_modules/ };
    const bundle = await rolldown({ ...options, plugins: [rawText()] });
    await bundle.write({ dir: folder, format: 'esm', entryFileNames: 'bundle.mjs' });
    await bundle.close();
    return await use(await import(pathToFileURL(join(folder, 'bundle.mjs')).href));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
