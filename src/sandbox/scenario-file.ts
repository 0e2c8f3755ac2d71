import { readFile, stat } from 'node:fs/promises';
import { load, YAMLException } from 'js-yaml';
import { placesIn } from '../config/fault.ts';
import { nodesAlong, parseTree } from '../config/tree.ts';
import { cleanText } from '../domain/text/clean.ts';
import { checkScenario, wrongScenario } from './check-scenario.ts';
import type { Scenario } from './scenario.ts';

const MAX_BYTES = 1_000_000;

/** The text of a file of at most 1 MB. Throws a usage error where there is none. */
async function textOf(file: string): Promise<string> {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) throw wrongScenario(`there is no scenario file ${file}`);
  if (found.size > MAX_BYTES) throw wrongScenario(`${file} is larger than 1 MB`);
  return readFile(file, 'utf8').catch((problem: NodeJS.ErrnoException) => {
    throw wrongScenario(`${file} cannot be read (${problem.code})`);
  });
}

function parsed(file: string, text: string): Scenario {
  const tree = parseTree(text);
  const placeOf = placesIn(text);
  const at = (offset: number) => {
    const { line, column } = placeOf(offset);
    return `:${line}:${column}`;
  };
  const { faults } = tree;
  if (faults.length > 0) {
    throw wrongScenario(
      faults.map((fault) => `${file}${at(fault.at)}: ${fault.message}`).join('\n'),
    );
  }
  return checkScenario(load(text), file, (path) => {
    const keys = path.filter((key) => typeof key !== 'symbol');
    return at(nodesAlong(tree.root, keys).at(-1)?.at ?? 0);
  });
}

/** A scenario from a YAML file. Throws a usage error that names every fault by line and column. */
export async function readScenario(file: string): Promise<Scenario> {
  const text = await textOf(file);
  try {
    return parsed(file, text);
  } catch (problem) {
    if (!(problem instanceof YAMLException)) throw problem;
    throw wrongScenario(`${file}: ${cleanText(problem.message.split('\n')[0] ?? '', 300)}`);
  }
}
