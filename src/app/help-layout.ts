/* How help is laid out: what it is, examples that can be copied, what one wants, then how to say it. */
import { type Command, Help } from 'commander';
import type { Example } from '../contract/command.ts';
import { wrap } from '../domain/text/wrap.ts';

const columns = 80;
const everywhere = 'Everywhere: --env, --json, --lang, --no-input …: tsops help options';

/** Lays the help of a command out; the options that every command has stand in that of tsops itself. */
export function layOutHelp(command: Command, examples: readonly Example[] = []): Command {
  return command.configureHelp({
    helpWidth: columns,
    visibleArguments: (shown) => (shown.parent === null ? [] : [...shown.registeredArguments]),
    formatHelp(shown, help) {
      const text = Help.prototype.formatHelp.call(help, shown, help);
      const [usage = '', ...sections] = text.trimEnd().split('\n\n');
      const isOptions = (section: string): boolean => section.startsWith('Options:');
      const [what = [], others = []] =
        shown.description() === '' ? [[], sections] : [sections.slice(0, 1), sections.slice(1)];
      const all = [
        usage,
        ...what,
        ...(examples.length === 0 ? [] : [exampleSection(examples)]),
        ...others.filter((section) => !isOptions(section)),
        ...others.filter(isOptions),
        ...(shown.parent === null ? [] : [everywhere]),
      ];
      return `${all.join('\n\n')}\n`;
    },
  });
}

/** A command stays on one line, so that it can be copied; what it does goes on below itself. */
function exampleSection(examples: readonly Example[]): string {
  const lines = examples.flatMap(({ command, explains }) => [
    `  ${command}`,
    ...wrap(explains, columns - 6, (text) => text.length).map((line) => `      ${line}`),
  ]);
  return ['Examples:', ...lines].join('\n');
}
