import * as z from 'zod/mini';
import { shownPath } from '../../config/locate.ts';
import { defineCommand } from '../../contract/command.ts';
import type { Context, Screen } from '../../contract/context.ts';
import type { Severity } from '../../domain/incident/lines.ts';
import type { Language } from '../../domain/text/language.ts';
import { say } from '../../domain/text/language.ts';
import { wrap } from '../../domain/text/wrap.ts';
import { builtIn } from '../../runbooks/built-in.ts';
import type { Runbook } from '../../runbooks/definition.ts';
import type { RunbookMistake } from '../../runbooks/mistake.ts';
import { listOwnRunbooks, runbooksFolder } from '../../runbooks/own-files.ts';
import { languageOf } from './language.ts';

interface Listed {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly steps: number;
  /** Null for those that come with tsops. */
  readonly file: string | null;
  /** The first mistake of a file that is wrong: such a runbook is not run. */
  readonly mistake: RunbookMistake | null;
}

interface RunbookList {
  /** Where the team's own are looked for. */
  readonly folder: string;
  readonly runbooks: readonly Listed[];
}

export default defineCommand<Record<string, never>, RunbookList>({
  name: 'runbook list',
  danger: 'read',
  examples: [
    { command: 'tsops runbook list', explains: 'list the runbooks' },
    { command: 'tsops runbook list --json', explains: 'as JSON' },
  ],
  input: z.object({}) as z.ZodMiniType<Record<string, never>>,
  async run(_, context) {
    const data = await listed(context);
    const broken = data.runbooks.some(({ mistake }) => mistake !== null);
    const [first] = data.runbooks;
    const next = [
      ...(broken ? ['tsops runbook lint'] : []),
      ...(first === undefined ? [] : [`tsops runbook show ${first.id}`]),
    ];
    return { verdict: broken ? 'warn' : 'ok', data, next };
  },
  view,
});

async function listed(context: Context): Promise<RunbookList> {
  const { cwd } = context.host;
  const language = await languageOf(context);
  const folder = await runbooksFolder(context);
  const files = listOwnRunbooks(folder);
  const own: Listed[] = [];
  if (files.length > 0) {
    const { readOwn } = await import('../../runbooks/own.ts');
    for (const file of files) {
      const { runbook, mistakes } = await readOwn(file, cwd, context);
      const mistake = mistakes.find(({ level }) => level === 'error') ?? null;
      own.push({ ...summary(runbook, language), file: shownPath(file.file, cwd), mistake });
    }
  }
  const shipped = builtIn
    .filter(({ id }) => !own.some((each) => each.id === id))
    .map((runbook) => ({ ...summary(runbook, language), file: null, mistake: null }));
  return { folder: shownPath(folder, cwd), runbooks: [...shipped, ...own] };
}

function summary({ id, title, severity, steps }: Runbook, language: Language) {
  return { id, title: title[language], severity, steps: steps.length };
}

function view({ folder, runbooks }: RunbookList, screen: Screen): string {
  const { paint } = screen;
  const rows = runbooks.map(({ id, title, severity, steps, file, mistake }) => [
    mistake === null ? ' ' : screen.sign('bad'),
    paint.bold(id),
    title,
    severity,
    screen.say(say(`${steps} steps`, `${steps}단계`)),
    file === null ? paint.dim('tsops') : screen.say(say('own', '자체')),
  ]);
  const broken = runbooks.flatMap(({ mistake }) => {
    if (mistake === null) return [];
    const { file, line, column, message, fix } = mistake;
    const place = paint.accent(`${file}:${line}:${column}`);
    const room = Math.min(screen.terminal ? screen.columns : 80, 100) - 4;
    const told = wrap(`${message}; ${fix}`, room, screen.width);
    return ['', `  ${place}`, ...told.map((text) => `    ${text}`)];
  });
  const none = runbooks.some(({ file }) => file !== null)
    ? []
    : [
        '',
        paint.dim(
          screen.say(
            say(
              `The team's own would be Markdown files in ${folder}.`,
              `팀의 런북은 ${folder} 폴더의 Markdown 파일로 둡니다.`,
            ),
          ),
        ),
      ];
  return [
    ...(rows.length > 0 ? [screen.table(rows, { flexible: 2, indent: 0 })] : []),
    ...broken,
    ...none,
  ]
    .join('\n')
    .replace(/^\n/, '');
}
