/* The YAML between two rows of dashes at the top of a file. */
import { type Node, parseTree } from '../../config/tree.ts';
import type { Severity } from '../../domain/incident/lines.ts';
import { nearest } from '../../domain/text/nearest.ts';
import { knownSeverities } from '../known.ts';
import type { Note } from '../lint-codes.ts';

interface FrontMatter {
  readonly title: string | undefined;
  readonly severity: Severity;
  /** The file with blanks in its place, so that every offset stays. */
  readonly rest: string;
}

const usual: Severity = 'P3';
const keys = ['title', 'severity'];
const fence = /^---[ \t]*\r?\n([\s\S]*?)^---[ \t]*(?:\r?\n|$)/m;

export function frontMatterOf(source: string, note: Note): FrontMatter {
  const match = source.startsWith('---') ? fence.exec(source) : null;
  if (match === null) return { title: undefined, severity: usual, rest: source };
  const whole = match[0];
  const rest = whole.replace(/[^\r\n]/g, ' ') + source.slice(whole.length);
  const from = whole.indexOf('\n') + 1;
  const values = readValues(match[1] ?? '', from, note);
  return { title: values.get('title')?.text, severity: severityOf(values, note), rest };
}

type Values = ReadonlyMap<string, { readonly text: string; readonly at: number }>;

function readValues(yaml: string, from: number, note: Note): Values {
  const values = new Map<string, { text: string; at: number }>();
  const wrong = (at: number, message: string): void => {
    note('front-matter', from + at, message, 'it holds title and severity, each on a line');
  };
  const root = treeOf(yaml, wrong);
  if (root === undefined || root.kind === 'absent') return values;
  if (root.kind !== 'map') {
    wrong(root.at, 'the front matter is not a group of keys');
    return values;
  }
  for (const { key, at, value } of root.entries) {
    if (!keys.includes(key)) {
      const guess = nearest(key, keys);
      wrong(at, `there is no key "${key}"${guess ? `; did you mean ${guess}?` : ''}`);
    } else if (value.kind === 'text') values.set(key, { text: value.text, at: from + value.at });
    else wrong(value.at, `${key} is not text`);
  }
  return values;
}

function treeOf(yaml: string, wrong: (at: number, message: string) => void): Node | undefined {
  try {
    const { root, faults } = parseTree(yaml);
    for (const { at, message } of faults) wrong(at, message);
    return root;
  } catch (thrown) {
    if (!(thrown instanceof Error) || thrown.name !== 'YAMLException') throw thrown;
    wrong(0, 'the front matter is no YAML');
    return undefined;
  }
}

function severityOf(values: Values, note: Note): Severity {
  const given = values.get('severity');
  if (given === undefined) return usual;
  const severity = knownSeverities.find((each) => each === given.text.toUpperCase());
  if (severity === undefined) {
    const fix = `write one of ${knownSeverities.join(', ')}`;
    note('front-matter', given.at, `"${given.text}" is not a severity`, fix);
  }
  return severity ?? usual;
}
