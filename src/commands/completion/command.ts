import * as z from 'zod/mini';
import { defineCommand } from '../../contract/command.ts';
import type { Context } from '../../contract/context.ts';
import { commandTable } from '../table.ts';
import type { localChoices } from './local-choices.ts';
import type { Shell } from './shell-scripts.ts';

const shells = ['bash', 'zsh', 'fish'] as const satisfies readonly Shell[];
const lists = [
  'monitors',
  'environments',
  'contacts',
  'incidents',
  'pages',
  'paged-rules',
  'rules',
  'runbooks',
  'silences',
  'versions',
] as const satisfies readonly ListName[];

/** What is listed, in the plural: `paged-rules`. */
type ListName = `${Dashed<keyof typeof localChoices>}s`;
type Dashed<Name extends string> = Name extends `${infer First} ${infer Second}`
  ? `${First}-${Second}`
  : Name;

type Input =
  | { readonly shell: Shell; readonly list?: undefined }
  | { readonly shell?: undefined; readonly list: (typeof lists)[number] };

/** A script to load into a shell, or the names that such a script asks for. */
type Completion =
  | { readonly shell: string; readonly script: string }
  | { readonly list: string; readonly names: readonly string[] };

async function script(shell: Shell): Promise<Completion> {
  const [{ completedCommand }, { completionScript }, commands] = await Promise.all([
    import('./spec.ts'),
    import('./shell-scripts.ts'),
    Promise.all(commandTable.map(async (entry) => (await entry.load()).default)),
  ]);
  const completed = commandTable.flatMap((entry, index) => {
    const command = commands[index];
    return command === undefined ? [] : [completedCommand(entry, command)];
  });
  return { shell, script: completionScript(shell, completed) };
}

async function names(list: (typeof lists)[number], context: Context): Promise<Completion> {
  const { localChoices } = await import('./local-choices.ts');
  const kind = list.slice(0, -1).replaceAll('-', ' ') as keyof typeof localChoices;
  const choices = await localChoices[kind](context);
  return { list, names: choices.map(({ value }) => value) };
}

export default defineCommand<Input, Completion>({
  name: 'completion',
  danger: 'read',
  examples: [
    { command: 'tsops completion bash', explains: 'load it: source <(tsops completion bash)' },
    { command: 'tsops completion zsh', explains: 'load it: source <(tsops completion zsh)' },
    {
      command: 'tsops completion fish',
      explains: 'save it as ~/.config/fish/completions/tsops.fish',
    },
    {
      command: 'tsops completion --list monitors',
      explains: 'the names that the script offers, one a line',
    },
  ],
  arguments: [{ syntax: '[shell]', description: shells.join(', '), complete: shells }],
  options: [
    {
      flags: '--list <what>',
      description: `names that this machine knows, instead of a script: ${lists.join(', ')}`,
      complete: lists,
    },
  ],
  input: z.union(
    [z.strictObject({ shell: z.enum(shells) }), z.strictObject({ list: z.enum(lists) })],
    `name a shell (${shells.join(', ')}) or --list (${lists.join(', ')})`,
  ),
  plain: true,
  async run(input, context) {
    const data =
      input.shell === undefined ? await names(input.list, context) : await script(input.shell);
    return { verdict: 'ok', data };
  },
  view: (data) => ('script' in data ? data.script : data.names.join('\n')),
});
