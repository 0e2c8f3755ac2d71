import type { AnyCommand } from '../contract/command.ts';
import type { TableEntry } from '../contract/command-table.ts';
import { TsopsError } from '../contract/errors.ts';

/** What a command does not accept, by the flag or argument as it is typed. */
export function wrongInput(
  { entry, command }: { readonly entry: TableEntry; readonly command: AnyCommand },
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): TsopsError {
  const messages = issues.map(({ path, message }) => {
    const name = path[0];
    return name === undefined ? message : `${asTyped(command, String(name))}: ${message}`;
  });
  return new TsopsError({
    kind: 'usage',
    message: messages.join('\n'),
    next: [`tsops ${entry.name} --help`],
  });
}

/** `slowAfter` → `--slow-after`; an argument keeps its name. */
function asTyped(command: AnyCommand, name: string): string {
  const kebab = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const isArgument = (command.arguments ?? []).some(({ syntax }) =>
    new RegExp(`^[<[]${kebab}(?:\\.\\.\\.)?[>\\]]$`).test(syntax),
  );
  return isArgument ? `<${kebab}>` : `--${kebab}`;
}
