/*
 * Builds dist/: one CommonJS file for each command and for what commands share, so that a command loads
 * only what it needs. Two passes: the first one asks the program for its help, the second inlines it.
 */
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { asciiCode } from './ascii-code.mjs';
import { chunkGroups, importGraph } from './chunks.mjs';
import { lazyBuiltins } from './lazy-builtins.mjs';
import { leanLibraries } from './lean-libraries.mjs';
import { licencesOf } from './licences.mjs';
import { octokitRequests } from './octokit-requests.mjs';
import { rawText } from './raw-text.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const target = 'node20.19';
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const shared = {
  cwd: root,
  platform: 'node',
  // The ESM build of a library tree-shakes; the CommonJS one, node's default choice, does not.
  resolve: {
    mainFields: ['module', 'main'],
    conditionNames: ['module', 'node', 'import', 'default'],
  },
  plugins: [
    rawText(),
    lazyBuiltins(['http2', 'https', 'child_process']),
    octokitRequests(),
    leanLibraries(),
  ],
  onLog(level, log, report) {
    // AWS and the proxy agents need https at once; that we load it late is right where they are not loaded.
    if (log.code === 'INEFFECTIVE_DYNAMIC_IMPORT' && log.message.includes('lazy:https')) return;
    report(level, log);
  },
};

/** What is written into the distribution of what help says: the root's help, and the manual page. */
async function writtenHelp() {
  const folder = mkdtempSync(join(tmpdir(), 'tsops-build-'));
  try {
    const input = { cli: 'src/app/cli.ts', man: 'src/app/man-page.ts' };
    const bundle = await rolldown({ ...shared, input });
    await bundle.write({
      dir: folder,
      format: 'cjs',
      entryFileNames: '[name].cjs',
      chunkFileNames: '[name].cjs',
    });
    await bundle.close();
    const load = createRequire(import.meta.url);
    return {
      help: load(join(folder, 'cli.cjs')).rootHelp(),
      man: load(join(folder, 'man.cjs')).manPage(version),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Who imports whom, before anything is split. */
async function staticImports() {
  const { plugin, imports } = importGraph(root);
  const bundle = await rolldown({
    ...shared,
    plugins: [...shared.plugins, plugin],
    input: { edge: 'src/app/edge.ts' },
  });
  await bundle.generate({ format: 'cjs' });
  await bundle.close();
  return imports;
}

/** The program, split so that a command loads only what it needs; returns what was written. */
async function writeChunks() {
  const bundle = await rolldown({
    ...shared,
    plugins: [...shared.plugins, asciiCode()],
    input: { edge: 'src/app/edge.ts' },
    preserveEntrySignatures: 'allow-extension',
    transform: { target },
  });
  const { output } = await bundle.write({
    dir: join(dist, 'chunks'),
    format: 'cjs',
    exports: 'named',
    // An `import()` of a built-in goes through node's ESM loader, which instantiates its fetch: 30 ms.
    dynamicImportInCjs: false,
    // The code cache relies on the hash: one name, one content.
    entryFileNames: '[name]-[hash].cjs',
    chunkFileNames: '[name]-[hash].cjs',
    codeSplitting: { groups: chunkGroups(root, await staticImports()) },
    minify: true,
    // For `npm run trace`; they are not packed, and no chunk names its own.
    sourcemap: 'hidden',
    sourcemapExcludeSources: true,
  });
  await bundle.close();
  return output.filter((file) => file.type === 'chunk');
}

/** The file that `tsops` starts: one small file, which answers --version and --help by itself. */
async function writeBin(edge, help) {
  const bundle = await rolldown({
    ...shared,
    input: { tsops: 'bin/tsops.ts' },
    external: [`./chunks/${edge}`],
    transform: {
      target,
      define: {
        TSOPS_VERSION: JSON.stringify(version),
        TSOPS_HELP: JSON.stringify(help),
        TSOPS_EDGE: JSON.stringify(`./chunks/${edge}`),
      },
    },
  });
  await bundle.write({ dir: dist, format: 'cjs', entryFileNames: '[name].cjs', minify: true });
  await bundle.close();
  chmodSync(join(dist, 'tsops.cjs'), 0o755);
}

rmSync(dist, { recursive: true, force: true });
const chunks = await writeChunks();
const { help, man } = await writtenHelp();
await writeBin(chunks.find((chunk) => chunk.isEntry).fileName, help);
writeFileSync(join(dist, 'tsops.1'), man);
const modules = chunks.flatMap((chunk) => Object.keys(chunk.modules));
writeFileSync(join(dist, 'LICENSES.txt'), licencesOf(modules));
