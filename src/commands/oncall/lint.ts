import * as z from 'zod/mini';
import { defineCommand } from '../../contract/command.ts';
import type { Screen } from '../../contract/context.ts';
import { type Linted, lintRotation } from '../../domain/oncall/lint.ts';
import type { Language } from '../../domain/text/language.ts';
import { wrap } from '../../domain/text/wrap.ts';
import { rotationOrThrow } from '../../evidence/oncall/rotation.ts';
import { contentLanguage } from '../view/content-language.ts';

export interface LintedOnCall extends Linted {
  readonly language: Language;
}

const input = z.object({});
const leastWeeks = 12;

/** Exit 2 where there is an error; warnings alone are exit 0. */
export default defineCommand<z.output<typeof input>, LintedOnCall>({
  name: 'oncall lint',
  danger: 'read',
  examples: [
    { command: 'tsops oncall lint', explains: 'gaps, double cover, unfair nights and weekends' },
  ],
  input,
  async run(_input, context) {
    const rotation = await rotationOrThrow(context);
    const { contacts } = (await context.config()).config;
    const linted = lintRotation(rotation, contacts, context.clock.now(), leastWeeks);
    const data = { language: await contentLanguage(context), ...linted };
    const verdict = verdictOf(linted);
    return verdict === 'bad' ? { verdict, data, exitCode: 2 } : { verdict, data };
  },
  view: viewLinted,
});

function verdictOf({ findings }: Linted) {
  if (findings.some(({ level }) => level === 'error')) return 'bad';
  return findings.length > 0 ? 'warn' : 'ok';
}

const words = {
  en: {
    none: 'the rotation has no mistakes',
    found: (count: number) => `${count} found in the rotation`,
    head: ['engineer', 'nights', 'weekends'],
    from: 'counted from',
    to: 'to',
  },
  ko: {
    none: '당직 순번에 문제가 없습니다',
    found: (count: number) => `당직 순번에서 ${count}건을 찾았습니다`,
    head: ['담당자', '야간', '주말'],
    from: '집계 기간:',
    to: '~',
  },
} as const;

function viewLinted(data: LintedOnCall, screen: Screen): string {
  const { language, findings, burdens, from, to } = data;
  const w = words[language];
  const head = findings.length === 0 ? w.none : w.found(findings.length);
  const lines = findings.flatMap(({ code, level, message }) => {
    const sign = screen.sign(level === 'error' ? 'bad' : 'warn');
    const text = message[language];
    if (!screen.terminal) return [`${level} [${code}] ${text}`];
    const [first = '', ...rest] = wrap(text, screen.columns - 2, screen.width);
    return [`${sign} ${first}`, ...rest.map((line) => `  ${line}`)];
  });
  const date = (at: number) => new Date(at).toISOString().slice(0, 10);
  const rows = burdens.map(({ person, nights, weekends }) => [
    person,
    String(nights),
    String(weekends),
  ]);
  return [
    `${screen.sign(verdictOf(data))} ${head}`,
    ...(lines.length === 0 ? [] : ['', ...lines]),
    '',
    screen.table(rows, { head: w.head, right: [1, 2], flexible: 0 }),
    screen.paint.dim(`  ${w.from} ${date(from)} ${w.to} ${date(to)}`),
  ].join('\n');
}
