/* What the run of a file found, kept until the file, its tests or what runs them change: a killed run goes on. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Everything that lies in one place and is never committed. */
const cache = 'node_modules/.cache/tsops-mutation';
const always = ['package-lock.json', 'scripts/mutation/', 'test/support/'];

/** A pattern of tests (`*` and `**` alone) as a regular expression: Node 20 has no stable match of its own. */
function expressionOf(pattern) {
  const parts = { '**/': '(?:.*/)?', '*': '[^/]*', '.': '\\.' };
  return new RegExp(`^${pattern.replace(/\*\*\/|\*|\./g, (part) => parts[part])}$`);
}

const nameOf = (source) => source.replaceAll('/', '+');

/** Stryker's own incremental file of a source: mutants whose code and tests are the same are not run again. */
export const incrementalFile = (source) => `${cache}/${nameOf(source)}.incremental.json`;

/**
 * Takes out of it what is run once as a file is loaded: Stryker knows no test that covers it, and so would take the
 * old result for that of new tests too.
 */
export function forgetStatic(root, source) {
  const file = join(root, incrementalFile(source));
  if (!existsSync(file)) return;
  const kept = JSON.parse(readFileSync(file, 'utf8'));
  for (const one of Object.values(kept.files)) {
    one.mutants = one.mutants.filter((mutant) => !mutant.static);
  }
  writeFileSync(file, JSON.stringify(kept));
}

/** A key that changes with whatever may change the result. */
export function keyOf(root, source, patterns) {
  const hash = createHash('sha256');
  const files = ['test', 'scripts/mutation'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true }).map((name) => `${folder}/${name}`),
  );
  const expressions = patterns.map(expressionOf);
  const counted = [source, 'package-lock.json', ...files].filter(
    (file) =>
      file === source ||
      always.some((start) => file.startsWith(start)) ||
      expressions.some((expression) => expression.test(file)),
  );
  for (const file of counted.toSorted()) {
    if (!/\.\w+$/.test(file)) continue;
    hash.update(`${file}\0`).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

/** The kept mutants of a source, or null where they are none or of other code. */
export function readKept(root, source, key) {
  try {
    const kept = JSON.parse(readFileSync(join(root, cache, `${nameOf(source)}.json`), 'utf8'));
    return kept.key === key ? kept.mutants : null;
  } catch {
    return null;
  }
}

export function keep(root, source, key, mutants) {
  mkdirSync(join(root, cache), { recursive: true });
  const file = join(root, cache, `${nameOf(source)}.json`);
  writeFileSync(file, JSON.stringify({ key, mutants }));
}
