import { checkedConfig } from './check.ts';
import { crossCheck } from './cross-check.ts';
import type { LocatedText } from './locate.ts';
import { configError, mistakesOf } from './mistakes.ts';
import { originsOf } from './origin.ts';
import { readConfigText } from './read.ts';
import type { FileConfig } from './schema.ts';
import { parseTree, type Tree } from './tree.ts';

interface FromFile {
  readonly config: FileConfig;
  /** Path of each value → `file:line`. */
  origins(): Map<string, string>;
}

/**
 * Reads and validates a config file; `name` is how messages call it. Throws one config error that carries
 * every mistake; what explains mistakes is loaded only when there is one.
 */
export async function configFromFile(located: LocatedText, name: string): Promise<FromFile> {
  return parseConfig(readConfigText(located, name), name);
}

export async function parseConfig(source: string, name: string): Promise<FromFile> {
  const tree = await treeOf(source, name);
  const config = tree.faults.length === 0 ? checkedConfig(tree.root) : undefined;
  if (config !== undefined && crossCheck(config).length === 0) {
    return { config, origins: () => originsOf(tree.root, source, name) };
  }
  const { explain } = await import('./explain.ts');
  const mistakes = mistakesOf(name, source, explain(tree));
  if (mistakes.length === 0)
    throw new Error(`${name} was refused, and nothing wrong was found in it`);
  throw configError(name, mistakes);
}

async function treeOf(source: string, name: string): Promise<Tree> {
  try {
    return parseTree(source);
  } catch (thrown) {
    const { syntaxFaults } = await import('./syntax.ts');
    throw configError(name, mistakesOf(name, source, syntaxFaults(source, thrown)));
  }
}
