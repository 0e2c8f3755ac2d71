import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The package folders that bundled modules come from: the last `node_modules/<name>` of each path. */
function packageFolders(modules) {
  const folders = new Set();
  for (const path of modules) {
    const match = /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path);
    if (match !== null) folders.add(match[1]);
  }
  return [...folders].sort();
}

/**
 * The names and versions of everything that is bundled, under the text of the licence that they share.
 * Throws where a package names no licence: such a package must not be shipped.
 */
export function licencesOf(modules) {
  const packagesOf = new Map();
  for (const folder of packageFolders(modules)) {
    const { name, version, license } = JSON.parse(
      readFileSync(join(folder, 'package.json'), 'utf8'),
    );
    if (typeof license !== 'string') throw new Error(`${name} names no licence`);
    const file = readdirSync(folder).find((each) => /^(?:licen[cs]e|copying)/i.test(each));
    const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim();
    packagesOf.set(text, [...(packagesOf.get(text) ?? []), `${name} ${version} (${license})`]);
  }
  return [...packagesOf]
    .map(([text, packages]) => `${packages.join('\n')}\n\n${text}\n`)
    .join(`\n${'-'.repeat(80)}\n\n`);
}
