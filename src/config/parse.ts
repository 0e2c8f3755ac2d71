import { configError, mistakesOf } from './config-error.ts';
import { crossCheck } from './cross-check.ts';
import { type FileConfig, fileSchema } from './schema.ts';
import { type Node, parseTree, plainData, type Tree } from './tree.ts';

export interface Parsed {
  readonly file: FileConfig;
  readonly root: Node;
}

/**
 * Reads and validates the text of a config file; `name` is how messages call it. Throws one config error
 * that carries every mistake; what explains mistakes is loaded only when there is one.
 */
export async function parseConfig(source: string, name: string): Promise<Parsed> {
  const tree = await treeOf(source, name);
  const result = fileSchema.safeParse(plainData(tree.root) ?? {});
  if (result.success && tree.faults.length === 0 && crossCheck(result.data).length === 0) {
    return { file: result.data, root: tree.root };
  }
  const { explain } = await import('./explain.ts');
  throw configError(name, mistakesOf(name, source, explain(tree)));
}

async function treeOf(source: string, name: string): Promise<Tree> {
  try {
    return parseTree(source);
  } catch (thrown) {
    const { syntaxFaults } = await import('./syntax.ts');
    throw configError(name, mistakesOf(name, source, await syntaxFaults(source, thrown)));
  }
}
