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
import { lazyBuiltins } from './lazy-builtins.mjs';
import { leanAws } from './lean-aws.mjs';
import { leanEntities } from './lean-entities.mjs';
import { licencesOf } from './licences.mjs';
import { octokitRequests } from './octokit-requests.mjs';
import { ownSourceMaps } from './own-source-maps.mjs';
import { rawText } from './raw-text.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const target = 'node20.19';
const anyOf = (patterns) => new RegExp(patterns.join('|'));

/** What every command needs. */
const core = anyOf([
  'node_modules/(?:commander|fast-string-[a-z-]+|fastest-levenshtein)/',
  'src/(?:cli|command|command-input|command-options|edge|errors|host|output|secrets|shell)\\.ts',
  'src/actions/(?:perform|consent)\\.ts',
  'src/commands/(?:health-targets|table|wrap)\\.ts',
  'src/evidence/health-target\\.ts',
  'src/config/(?:ambient|defaults|load|locate|resolve)\\.ts',
  'src/domain/(?:build-info|clean-text|deploys|duration|loopback|nearest|proxy|shell-quote|size|suggested-command|verdict|version)\\.ts',
  'src/evidence/(?:build-info|each-of|settle)\\.ts',
  'src/services/(?:children|http|http\\.port|services)\\.ts',
  'src/terminal/(?:live|measure|paint|screen|table|terminal)\\.ts',
]);
/** What reads a config file that has no mistake. */
const config = anyOf([
  'node_modules/js-yaml/',
  'src/config/(?:check|config-error|cross-check|fault|from-file|kinds|origin|outline|read|tree)\\.',
]);
/** What a command's own input is checked with. */
const zod = /node_modules\/zod\/v4\/(?:mini|core)\/(?!.*json-schema)/;
/** What a probe of the site takes, from its command to its sockets. */
const probe = anyOf([
  'src/(?:commands|evidence)/health[^/]*$',
  'src/domain/probe[^/]*$',
  'src/services/site[^/]*$',
]);
/** What an invalidation needs of the AWS SDK. What few need (SSO, STS, instance metadata) stays out. */
const aws = anyOf([
  'node_modules/@aws-sdk/(?:client-cloudfront|xml-builder)/',
  'node_modules/@aws-sdk/core/dist-es/submodules/(?:client|httpAuthSchemes|protocols/(?:xml/|[^/]*$))',
  'node_modules/@smithy/(?:signature-v4|core)/(?!.*(?:event-streams|cbor))',
  'src/services/(?:cloudfront|aws)[^/]*$',
]);
/** GitHub, down to Octokit, and a rollback; what comes back to one later has more to load. */
const github = anyOf([
  'node_modules/(?:@octokit|before-after-hook|content-type|json-with-bigint|universal-user-agent)/',
  'src/services/(?:github|octokit)[^/]*$',
  'src/(?:actions|commands|domain)/rollback(?!-status)[^/]*$',
]);
/** The journal, its redaction included. */
const journal = /src\/journal\//;
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
    leanAws(),
    leanEntities(),
  ],
};

async function rootHelp() {
  const folder = mkdtempSync(join(tmpdir(), 'tsops-build-'));
  try {
    const bundle = await rolldown({ ...shared, input: 'src/cli.ts' });
    await bundle.write({
      dir: folder,
      format: 'cjs',
      entryFileNames: 'cli.cjs',
      chunkFileNames: '[name].cjs',
    });
    await bundle.close();
    return createRequire(import.meta.url)(join(folder, 'cli.cjs')).rootHelp();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The program, split so that a command loads only what it needs; returns what was written. */
async function writeChunks() {
  const bundle = await rolldown({
    ...shared,
    plugins: [...shared.plugins, ownSourceMaps(), asciiCode()],
    input: { edge: 'src/edge.ts' },
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
    // What every command needs, in one file: finding and reading a file costs more than running it.
    codeSplitting: {
      groups: [
        { name: 'core', test: core },
        { name: 'config', test: config },
        { name: 'zod', test: zod },
        { name: 'github', test: github },
        { name: 'journal', test: journal },
        { name: 'probe', test: probe },
        { name: 'aws', test: aws },
      ],
    },
    minify: true,
    sourcemap: true,
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
await writeBin(chunks.find((chunk) => chunk.isEntry).fileName, await rootHelp());
const modules = chunks.flatMap((chunk) => Object.keys(chunk.modules));
writeFileSync(join(dist, 'LICENSES.txt'), licencesOf(modules));
