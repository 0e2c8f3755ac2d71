/*
 * Around a write everything is Korean with `language: ko`: what is read before it, its plan, its question, how far it
 * is, what it came to, and what is said where nobody consents. Real services over real sockets, against the sandbox.
 */
import { describe, expect, it, onTestFinished } from 'vitest';
import { readCommandLine } from '../../src/app/cli.ts';
import { runCommand } from '../../src/app/shell.ts';
import type { Terminal } from '../../src/contract/context.ts';
import { startSandbox } from '../../src/sandbox/index.ts';
import type { ShippedName } from '../../src/sandbox/scenarios/index.ts';
import { scenarioWith } from '../sandbox/sandboxed.ts';
import { fakeClock } from '../support/clock.ts';
import { memoryJournal } from '../support/journal.ts';
import { latinWords } from '../support/latin-words.ts';
import { patient } from '../support/next-steps-in-sandbox.ts';
import { sandboxContext } from '../support/sandbox-context.ts';
import { fakeTerminal, plainScreen } from '../support/terminal.ts';

type Answers = readonly (string | boolean)[];

/** A terminal in Korean that keeps what goes by, spinners included. */
function koreanTerminal(now: () => number, answers: Answers): Terminal & { shown: string[] } {
  const terminal = fakeTerminal(now, answers);
  const shown: string[] = [];
  const keep = (text: string) => void shown.push(text);
  const asks = <Rest extends unknown[], Answer>(
    ask: (question: string, ...rest: Rest) => Answer,
  ) => {
    return (question: string, ...rest: Rest): Answer => {
      keep(question);
      return ask(question, ...rest);
    };
  };
  return {
    ...terminal,
    shown,
    screen: plainScreen(now, 80, 'ko'),
    warn: keep,
    progress: (text) => {
      keep(text);
      return { update: keep, note: keep, stop: () => {} };
    },
    confirm: asks(terminal.confirm),
    ask: asks(terminal.ask),
  };
}

/**
 * Everything that is shown of these lines, one after the other, each with the answers that it is given. `hurried`: no
 * pause takes any time, and so no budget of what is asked.
 */
async function shownOf(
  scenario: ShippedName,
  lines: readonly (readonly [string[], ...Answers])[],
  hurried = true,
) {
  const clock = fakeClock();
  const played = await scenarioWith(scenario, { pace: 0.2 });
  const sandbox = await startSandbox({ scenario: played, clock });
  onTestFinished(() => sandbox.close());
  const journal = memoryJournal(clock.now);
  const codes: number[] = [];
  let shown = '';
  for (const [argv, ...answers] of lines) {
    const terminal = koreanTerminal(clock.now, answers);
    const made = await sandboxContext(sandbox, {
      clock: hurried ? clock : patient(clock),
      journal,
      terminal,
    });
    const loaded = await made.config();
    const config = { ...loaded, config: { ...loaded.config, language: 'ko' as const } };
    const context = { ...made, config: async () => config };
    const called = await readCommandLine(argv);
    if ('print' in called) throw new Error(`${argv.join(' ')} is no command`);
    const write = (text: string) => void terminal.shown.push(text);
    codes.push(await runCommand(called, context, { writeOut: write, writeErr: write }));
    shown += `\n$ ${argv.join(' ')}\n${terminal.shown.join('\n')}`;
  }
  return { shown, codes };
}

/** What vendors and the team gave: titles of pages and runs, messages of commits, steps of the workflow. */
function withoutOutside(text: string): string {
  return (
    text
      .replace(/^.*#1201 .*$/gm, '')
      .replace(/“[^”]*”/g, '')
      .replace(/^ +[0-9a-f]{7,8} .*$/gm, '')
      .replace(/^.*› .*$/gm, '')
      // What GitHub is told is English.
      .replace(/Approved with tsops/g, '')
      .replace(/[\w-]+@[\w-]+/g, '')
  );
}

function expectKorean(shown: string): void {
  expect(latinWords(withoutOutside(shown)), shown).toEqual([]);
  expect(withoutOutside(shown), shown).not.toMatch(/\b(?:Yes|No|Nothing|The|It) /);
}

const agrees = true;
const refuses = false;

describe('a write in Korean', { timeout: 60_000 }, () => {
  it.each<[string, string[], string]>([
    ['rollback', ['rollback', 'v1.2.2'], 'production'],
    ['invalidation', ['invalidate', '/*'], 'production'],
  ])('in production is Korean from plan to proof: %s', async (_, argv, name) => {
    const { shown, codes } = await shownOf('bad-deploy', [
      [argv, 'y'],
      [argv, ''],
      [argv, name],
    ]);
    expect(codes, shown).toEqual([5, 5, 0]);
    expectKorean(shown);
  });

  it('is Korean where a rollback waits for its review, and is approved', async () => {
    const { shown, codes } = await shownOf('stuck-approval', [
      [['rollback', 'v1.2.2', '--no-wait'], 'production'],
      [['rollback', 'status']],
      [['rollback', 'v1.2.2', '--timeout', '5s']],
      [['rollback', 'approve'], 'production'],
    ]);
    expect(codes, shown).toEqual([0, 0, 6, 5]);
    expectKorean(shown);
  });

  it('to people is Korean, and where nobody agrees', async () => {
    const { shown, codes } = await shownOf(
      'bad-deploy',
      [
        [['notify', '배포를 멈춥니다'], refuses],
        [['notify', '배포를 멈춥니다'], agrees],
        [['incident', 'start'], '그룹 대화 오류', 'P2'],
        [['incident', 'update'], agrees],
        [['incident', 'share'], agrees],
        [
          ['alerts', 'silence', 'add', 'High Error Rate', '--for', '30m', '--reason', '확인 중'],
          agrees,
        ],
        [['alerts', 'silence', 'expire', 's1'], agrees],
      ],
      false,
    );
    expect(codes, shown).toEqual([5, 0, 0, 0, 0, 0, 0]);
    expectKorean(shown);
  });

  it('on a page is Korean', async () => {
    const { shown, codes } = await shownOf(
      'bad-deploy',
      [
        [['ack'], refuses],
        [['ack'], agrees],
        [['escalate'], agrees],
        [['pages', 'note', '1201', '확인 중'], agrees],
        [['page', '로그인 불가', '--severity', 'P1'], agrees],
        [['pages', 'resolve', '1201'], agrees],
        [['ack', '1201'], agrees],
      ],
      false,
    );
    expect(codes.slice(0, 6), shown).toEqual([5, 0, 0, 0, 0, 0]);
    expectKorean(shown);
  });

  it('is looked at closely: an English sentence among Korean ones is found', () => {
    expect(() => expectKorean('실행하지 않았습니다. reading what is served')).toThrow();
    expect(() => expectKorean('  ✖ Nothing was done.')).toThrow();
    expectKorean(
      '✔ production에서 v1.2.2가 제공됩니다\n  1a2b3c4 fix: message order\n  → tsops ack',
    );
  });
});
