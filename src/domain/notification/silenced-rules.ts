/* Which rules a silence is about: by their names, or by a pattern with `*`. */
import type { Rule } from '../alerts/language/rule.ts';
import { nearest } from '../text/nearest.ts';

export interface ChosenRule {
  readonly rule: Rule;
  readonly environment: string;
}

export interface LeftOut {
  readonly rule: Rule;
  readonly why: string;
  /** Another engine notifies of it, so that only that one can keep quiet. */
  readonly elsewhere: boolean;
}

export interface ChosenRules {
  readonly chosen: readonly ChosenRule[];
  /** What a pattern, or a name, matched and cannot be silenced here. */
  readonly leftOut: readonly LeftOut[];
  /** Words that name no rule, with the name that was most likely meant. */
  readonly unknown: readonly { readonly word: string; readonly guess: string | undefined }[];
}

/**
 * Names are compared without case. All words together may be one name, so that quotes may be left out; else
 * each word is a name or a pattern. `named` is the environment that was asked for, if any: a rule is about
 * the one that it names itself, else that, else `otherwise`.
 */
export function chooseRules(
  words: readonly string[],
  rules: readonly Rule[],
  named: string | undefined,
  otherwise: string,
): ChosenRules {
  const whole = rules.filter(matching(words.join(' ')));
  const unknown = whole.length > 0 ? [] : unknownOf(words, rules);
  const meant =
    whole.length > 0 ? whole : rules.filter((rule) => words.some((word) => matching(word)(rule)));
  const leftOut = meant.flatMap((rule) => obstacle(rule, named));
  const chosen = meant
    .filter((rule) => !leftOut.some((out) => out.rule === rule))
    .map((rule) => ({ rule, environment: rule.env ?? named ?? otherwise }));
  return { chosen, leftOut, unknown };
}

function matching(word: string): (rule: Rule) => boolean {
  const literal = word.toLowerCase().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = new RegExp(`^${literal.replaceAll('\\*', '.*')}$`);
  return ({ name }) => pattern.test(name.toLowerCase());
}

function unknownOf(words: readonly string[], rules: readonly Rule[]): ChosenRules['unknown'] {
  const names = rules.map(({ name }) => name);
  const lost = words.filter((word) => !rules.some(matching(word)));
  const all = words.join(' ');
  const guess = nearest(all, names);
  if (words.length > 1 && lost.length === words.length && guess !== undefined) {
    return [{ word: all, guess }];
  }
  return lost.map((word) => ({ word, guess: nearest(word, names) }));
}

function obstacle(rule: Rule, named: string | undefined): LeftOut[] {
  const { engine, env } = rule;
  if (engine !== 'tsops') {
    return [{ rule, why: `${engine} evaluates it and notifies`, elsewhere: true }];
  }
  if (named !== undefined && env !== undefined && env !== named) {
    return [{ rule, why: `it is about ${env}, not ${named}`, elsewhere: false }];
  }
  return [];
}
