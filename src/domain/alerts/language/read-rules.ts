/*
 * Reads the list of rules of a file: which rules there are, and everything that is wrong with them, each at
 * its offset.
 */
import type { RuleMistake } from './lint-codes.ts';
import type { RawValue } from './raw-rule.ts';
import { type NamedRule, type PlacedRule, readRule } from './read-rule.ts';

export interface ReadRules {
  /** The rules that can be evaluated. */
  readonly rules: readonly PlacedRule[];
  /** Every rule of the file, whatever is wrong with it. */
  readonly named: readonly NamedRule[];
  readonly mistakes: readonly RuleMistake[];
}

const listKeys = ['rules', 'alerts'];

/** `root` is the list itself, or a group whose only key is `rules` or `alerts`. */
export function readRules(source: string, root: RawValue): ReadRules {
  const list = listIn(root);
  if (list === undefined || list.items.length === 0) {
    const message = list === undefined ? 'the file holds no list of rules' : 'the list is empty';
    const fix = 'write a list of rules, each with name, severity, condition, channels, message';
    return {
      rules: [],
      named: [],
      mistakes: [{ at: root.at, code: 'file-shape', message, fix }, ...strays(root)],
    };
  }
  const rules: PlacedRule[] = [];
  const named: NamedRule[] = [];
  const mistakes: RuleMistake[] = [...strays(root)];
  for (const item of list.items) {
    if (item.kind !== 'map') {
      const fix = 'begin it with "- name: …"';
      mistakes.push({ at: item.at, code: 'rule-shape', message: 'this is not a rule', fix });
      continue;
    }
    const read = readRule(source, item);
    mistakes.push(...read.mistakes);
    named.push(read.named);
    if (read.placed !== undefined) rules.push(read.placed);
  }
  return { rules, named, mistakes };
}

function listIn(root: RawValue): Extract<RawValue, { kind: 'list' }> | undefined {
  if (root.kind === 'list') return root;
  if (root.kind !== 'map') return undefined;
  const value = root.entries.find(({ key }) => listKeys.includes(key))?.value;
  return value?.kind === 'list' ? value : undefined;
}

/** Keys beside the list. */
function strays(root: RawValue): RuleMistake[] {
  if (root.kind !== 'map') return [];
  return root.entries
    .filter(({ key }, index) => !listKeys.includes(key) || index > 0)
    .map(({ key, at }) => ({
      at,
      code: 'file-shape' as const,
      message: `the key "${key}" has no place beside the list of rules`,
      fix: 'a file holds one list, below rules: or alone',
    }));
}
