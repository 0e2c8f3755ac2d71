/* What is wrong with a command line, and the nearest right one. */

import { commandTable } from '../commands/table.ts';
import { TsopsError } from '../contract/errors.ts';
import { namesAndGroups } from '../domain/text/command-names.ts';
import { nearest } from '../domain/text/nearest.ts';

/** What commander says of a wrong line, in our words. `command` is the one that was found, if any. */
export function usageError(
  error: { readonly message: string },
  command: string | undefined,
): TsopsError {
  const message = error.message.replace(/^error: /, '').replace(/\n?\(Did you mean (.*)\?\)$/, '');
  const guess = /\(Did you mean (.*)\?\)$/.exec(error.message)?.[1];
  return new TsopsError({
    kind: 'usage',
    message: `${message[0]?.toUpperCase()}${message.slice(1)}${guess === undefined ? '' : `. Did you mean ${guess}?`}`,
    next: [command === undefined ? 'tsops --help' : `tsops ${command} --help`],
  });
}

export function misplacedVersion(): TsopsError {
  return new TsopsError({
    kind: 'usage',
    message: "--version prints tsops's own version and takes no command",
    next: ['tsops --version', 'tsops version'],
  });
}

export function unknownCommand(name: string): TsopsError {
  const guess = nearest(name, namesAndGroups(commandTable.map((each) => each.name)));
  return new TsopsError({
    kind: 'usage',
    message: `Unknown command ${name}.${guess === undefined ? '' : ` Did you mean ${guess}?`}`,
    next: [guess === undefined ? 'tsops --help' : `tsops ${guess}`],
  });
}
