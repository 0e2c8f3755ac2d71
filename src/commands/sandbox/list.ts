import * as z from 'zod/mini';
import { defineCommand } from '../../contract/command.ts';
import type { Context, Screen } from '../../contract/context.ts';
import { wrap } from '../../domain/text/wrap.ts';

interface Listed {
  readonly name: string;
  readonly title: string;
  readonly description: string;
}

interface Data {
  readonly scenarios: readonly Listed[];
}

function view({ scenarios }: Data, screen: Screen): string {
  const columns = Math.min(screen.terminal ? screen.columns : 80, 100) - 4;
  return scenarios
    .map(({ name, title, description }) => {
      const told = wrap(description, columns, screen.width).map((line) => `    ${line}`);
      return [`${screen.paint.bold(name)}  ${title}`, ...told].join('\n');
    })
    .join('\n\n');
}

export default defineCommand<Record<string, never>, Data>({
  name: 'sandbox list',
  danger: 'read',
  examples: [
    { command: 'tsops sandbox list', explains: 'list what can be practised' },
    { command: 'tsops sandbox list --lang ko', explains: 'the same in Korean' },
  ],
  input: z.object({}) as z.ZodMiniType<Record<string, never>>,
  async run(_, context) {
    const scenarios = (await languageOf(context)) === 'ko' ? await inKorean() : await inEnglish();
    const next = ['tsops sandbox --scenario bad-deploy -- tsops'];
    return { verdict: 'ok', data: { scenarios }, next };
  },
  view,
});

async function languageOf({ options, config }: Context): Promise<'en' | 'ko'> {
  return options.language ?? (await config()).config.language;
}

async function inEnglish(): Promise<Listed[]> {
  const { shippedHeads } = await import('../../sandbox/shipped.ts');
  return shippedHeads().map(({ name, title, description }) => ({ name, title, description }));
}

async function inKorean(): Promise<Listed[]> {
  const { shippedHeads } = await import('../../sandbox/shipped.ts');
  return shippedHeads().map(({ name, title, description, korean }) => ({
    name,
    ...(korean ?? { title, description }),
  }));
}
