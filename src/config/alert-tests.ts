/* Reads the unit tests of alert rules; every mistake in them has its place. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { TsopsError } from '../contract/errors.ts';
import type { Expectation, RuleTest } from '../domain/alerts/backtest/rule-tests.ts';
import {
  parseSeriesName,
  parseSeriesValues,
  type WrittenSeries,
} from '../domain/alerts/evaluation/series-text.ts';
import { states } from '../domain/alerts/evaluation/state.ts';
import { nearest } from '../domain/text/nearest.ts';
import { parseDuration } from '../domain/time/duration.ts';
import { minute } from '../domain/time/units.ts';
import { rulesFileName } from './alert-rules.ts';
import { type ConfigFault, placesIn } from './fault.ts';
import { shownPath } from './locate.ts';
import { configError, mistakesOf } from './mistakes.ts';
import { syntaxFaults } from './syntax.ts';
import { type Node, parseTree, type Tree, type TreeEntry } from './tree.ts';

export const testsFileName = 'alert-rules.test.yml';

export interface AlertTests {
  readonly file: string;
  /** The rules that are tested, an absolute path. */
  readonly rules: string;
  readonly tests: readonly RuleTest[];
}

/** Throws a config error (exit 2) that carries every mistake of the file. */
export async function readTestsFile(file: string, cwd: string): Promise<AlertTests> {
  const path = resolve(cwd, file);
  const shown = shownPath(path, cwd);
  const source = textOf(path, shown);
  const tree = await treeOf(source, shown);
  const faults: ConfigFault[] = [...tree.faults];
  const reader = createReader(source, shown, faults);
  const top = reader.group(tree.root, ['rules', 'tests']);
  const rules = reader.text(top.get('rules')) ?? rulesFileName;
  const tests = reader.items(top.get('tests'), tree.root).map((node) => testOf(node, reader));
  if (faults.length > 0) throw configError(shown, mistakesOf(shown, source, faults));
  return { file: shown, rules: resolve(dirname(path), rules), tests };
}

type Reader = ReturnType<typeof createReader>;

function createReader(source: string, shown: string, faults: ConfigFault[]) {
  const placeOf = placesIn(source);
  const wrong = (at: number, message: string): undefined => {
    faults.push({ at, message });
    return undefined;
  };
  return {
    wrong,
    place: (at: number) => `${shown}:${placeOf(at).line}`,
    group(node: Node, keys: readonly string[]): ReadonlyMap<string, Node> {
      if (node.kind !== 'map') {
        wrong(node.at, `expected ${keys.join(', ')}`);
        return new Map();
      }
      for (const { key, at } of node.entries) {
        if (keys.includes(key)) continue;
        const guess = nearest(key, keys);
        const hint =
          guess === undefined ? `keys are ${keys.join(', ')}` : `did you mean "${guess}"?`;
        wrong(at, `there is no key "${key}" here; ${hint}`);
      }
      return new Map(node.entries.map(({ key, value }) => [key, value]));
    },
    text(node: Node | undefined): string | undefined {
      if (node === undefined || node.kind === 'text') return node?.text;
      return wrong(node.at, 'expected a text');
    },
    items(node: Node | undefined, around: Node): readonly Node[] {
      if (node?.kind === 'list') return node.items;
      wrong(node?.at ?? around.at, 'expected a list of tests, below tests:');
      return [];
    },
    entries(node: Node | undefined): readonly TreeEntry[] {
      if (node === undefined || node.kind === 'map') return node?.entries ?? [];
      wrong(node.at, 'expected a group of names');
      return [];
    },
    duration(node: Node | undefined, otherwise: number): number {
      if (node === undefined) return otherwise;
      const ms = node.kind === 'text' ? parseDuration(node.text) : undefined;
      return ms ?? wrong(node.at, 'expected a duration such as 5m, or 0') ?? otherwise;
    },
  };
}

function testOf(node: Node, reader: Reader): RuleTest {
  const fields = reader.group(node, ['name', 'interval', 'series', 'expect']);
  const name = reader.text(fields.get('name')) ?? reader.place(node.at);
  const interval = reader.duration(fields.get('interval'), minute);
  const series = reader.entries(fields.get('series')).flatMap((entry) => seriesOf(entry, reader));
  const expect = reader
    .items(fields.get('expect'), node)
    .map((each) => expectationOf(each, reader));
  return { name, interval, series, expect };
}

function seriesOf({ key, at, value }: TreeEntry, reader: Reader): WrittenSeries[] {
  const name = parseSeriesName(key);
  const text = reader.text(value);
  if (name === undefined)
    reader.wrong(at, `"${key}" is not a series such as error_rate{env="staging"}`);
  if (name === undefined || text === undefined) return [];
  try {
    return [{ ...name, values: parseSeriesValues(text) }];
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    reader.wrong(value.at, thrown.message);
    return [];
  }
}

const expectedFields = ['at', 'rule', 'state', 'labels', 'value', 'message', 'channels'];

function expectationOf(node: Node, reader: Reader): Expectation {
  const fields = reader.group(node, expectedFields);
  const rule = reader.text(fields.get('rule'));
  const named = reader.text(fields.get('state'));
  const state = states.find((each) => each === named);
  if (rule === undefined) reader.wrong(node.at, 'the rule that is expected is missing');
  if (state === undefined) {
    reader.wrong(fields.get('state')?.at ?? node.at, `expected state: one of ${states.join(', ')}`);
  }
  const message = reader.text(fields.get('message'));
  const channels = channelsOf(fields.get('channels'), reader);
  const value = valueIn(fields.get('value'), reader);
  return {
    at: reader.duration(fields.get('at'), 0),
    rule: rule ?? '',
    state: state ?? 'inactive',
    labels: Object.fromEntries(
      reader.entries(fields.get('labels')).map((each) => [each.key, reader.text(each.value) ?? '']),
    ),
    place: reader.place(node.at),
    ...(value === undefined ? {} : { value }),
    ...(message === undefined ? {} : { message }),
    ...(channels === undefined ? {} : { channels }),
  };
}

function channelsOf(node: Node | undefined, reader: Reader): readonly string[] | undefined {
  if (node === undefined) return undefined;
  const items = node.kind === 'list' ? node.items : [node];
  return items.map((item) => reader.text(item) ?? '');
}

function valueIn(node: Node | undefined, reader: Reader): number | null | undefined {
  const text = reader.text(node);
  if (node === undefined || text === undefined) return undefined;
  if (text === 'no data') return null;
  try {
    const [value] = parseSeriesValues(text);
    if (typeof value === 'number') return value;
  } catch {
    // Told below.
  }
  return reader.wrong(node.at, 'expected a value such as 9, true, NaN or no data');
}

async function treeOf(source: string, shown: string): Promise<Tree> {
  try {
    return parseTree(source);
  } catch (thrown) {
    throw configError(shown, mistakesOf(shown, source, syntaxFaults(source, thrown)));
  }
}

function textOf(path: string, shown: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\ufeff/, '');
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    const problem = code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code})`;
    throw new TsopsError({
      kind: 'config',
      message: `${shown}: ${problem}`,
      why: 'Without tests nobody knows whether the rules fire when they should.',
      next: ['write alert-rules.test.yml  (docs/alerts.md shows one for the shipped rules)'],
      cause: thrown,
    });
  }
}
