import * as z from 'zod/mini';
import { defineCommand } from '../command.ts';
import type { Screen } from '../context.ts';

interface Listed {
  readonly name: string;
  readonly title: string;
  readonly description: string;
}

interface Data {
  readonly scenarios: readonly Listed[];
}

/** Breaks at blanks; a word longer than the line stands alone. */
function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + 1 + word.length > columns) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}

function view({ scenarios }: Data, screen: Screen): string {
  const columns = Math.min(screen.terminal ? screen.columns : 80, 100) - 4;
  return scenarios
    .map(({ name, title, description }) => {
      const told = wrapped(description, columns).map((line) => `    ${line}`);
      return [`${screen.paint.bold(name)}  ${title}`, ...told].join('\n');
    })
    .join('\n\n');
}

export default defineCommand<Record<string, never>, Data>({
  name: 'sandbox list',
  danger: 'read',
  examples: [{ command: 'tsops sandbox list', explains: 'what can be practised' }],
  input: z.object({}) as z.ZodMiniType<Record<string, never>>,
  async run() {
    const { shipped } = await import('../sandbox/scenarios/index.ts');
    const scenarios = shipped.map(({ name, title, description }) => ({ name, title, description }));
    const next = ['tsops sandbox --scenario bad-deploy -- tsops'];
    return { verdict: 'ok', data: { scenarios }, next };
  },
  view,
  sample: {
    scenarios: [{ name: 'calm', title: 'A quiet day', description: 'Nothing is wrong.' }],
  },
});
