import { TsopsError } from '../contract/errors.ts';
import { nearest } from '../domain/text/nearest.ts';

/**
 * The name, where it is one of those the config knows; else throws a usage error (exit 2) with the nearest,
 * and what to type with it.
 */
export function environmentNamed(
  name: string,
  known: readonly string[],
  typed = (right: string): string => `--env ${right}`,
): string {
  if (known.includes(name)) return name;
  if (known.length === 0) throw noEnvironment();
  const guess = begunBy(name, known) ?? nearest(name, known);
  throw new TsopsError({
    kind: 'usage',
    message: `There is no environment ${name === '' ? '“”' : name}.${guess === undefined ? '' : ` Did you mean ${guess}?`}`,
    why: `The config knows ${known.join(', ')}.`,
    next: guess === undefined ? ['tsops config show'] : [typed(guess)],
  });
}

/** `prod` is more than two edits from `production`, and means it all the same. */
function begunBy(name: string, known: readonly string[]): string | undefined {
  const begun = name === '' ? [] : known.filter((each) => each.startsWith(name.toLowerCase()));
  return begun.length === 1 ? begun[0] : undefined;
}

/** `environments: {}`, as `tsops init` writes it where nothing told an address. */
function noEnvironment(): TsopsError {
  return new TsopsError({
    kind: 'config',
    message: 'The config names no environment, so there is nothing to look at.',
    next: ['tsops init --force --url https://…', 'or set environments.production.url in the file'],
  });
}
