import { describe, expect, it } from 'vitest';
import type { RunbookStep } from '../../../src/runbooks/definition.ts';
import { highErrorRate } from '../../../src/runbooks/high-error-rate/runbook.ts';
import { answer, badDeploy, rate, without } from '../../domain/diagnosis/collected.ts';
import { type Answer, runbookOf, walked, walkingWith } from '../../support/walk.ts';

const text = (en: string) => ({ en, ko: `${en} (ko)` });
const evidence: RunbookStep = {
  id: 'rate',
  section: 'symptoms',
  kind: 'evidence',
  title: text('Is it bad?'),
  body: text(''),
  collects: ['error-rate'],
};
const question: RunbookStep = {
  id: 'complaints',
  section: 'symptoms',
  kind: 'question',
  title: text('Do people complain?'),
  body: text(''),
  answers: [
    { id: 'some', text: text('some') },
    { id: 'none', text: text('none') },
  ],
  suggests: { evidence: 'error-rate', bad: 'some', ok: 'none' },
};
const instruction: RunbookStep = {
  id: 'look',
  section: 'response',
  kind: 'instruction',
  title: text('Look'),
  body: text('by hand'),
};
const ours = runbookOf([evidence, question, instruction]);
const bad = { 'error-rate': answer(rate()) };
const begun = ['started', 'runbook-started'];

/** The lines that these keys lead to, from the first step on. */
async function walkedBy(...answers: Answer[]) {
  const { lines, terminal, run } = await walked({ runbook: ours, collected: bad, answers });
  const own = lines.filter(({ kind }) => !begun.includes(kind) && kind !== 'evidence');
  return { lines: own.map(({ seq, at, eventAt, actor, prev, ...line }) => line), terminal, run };
}

describe('at each kind of step', () => {
  it('Enter goes on, takes the suggested answer, and marks what was done by hand', async () => {
    const { lines, run } = await walkedBy('enter', 'enter', 'enter');
    expect(lines).toEqual([
      { kind: 'passed', step: 'rate', round: 1 },
      {
        kind: 'answer',
        step: 'complaints',
        question: question.title,
        answer: 'some',
        said: question.answers.find(({ id }) => id === 'some')?.text,
      },
      { kind: 'passed', step: 'look', round: 1 },
      { kind: 'runbook-ended', outcome: 'walked' },
    ]);
    expect(run.state).toBe('ended');
  });

  it('a number answers a question, whatever is suggested', async () => {
    const { lines } = await walkedBy('enter', '2', 'p');
    expect(lines[1]).toMatchObject({ kind: 'answer', answer: 'none' });
  });

  it('the suggested answer is marked, and Enter is not offered where the evidence suggests none', async () => {
    const { terminal } = await walkedBy('enter', 'p');
    expect(terminal.lines.join('\n')).toContain('1 some (recommended)');
    expect(terminal.questions.at(-1)).toContain('Enter some');
    const unseen = await walked({ runbook: ours, answers: ['enter', 'p'] });
    expect(unseen.terminal.questions.at(-1)).not.toContain('Enter');
  });

  it.each([
    ['rate', []],
    ['complaints', ['enter']],
    ['look', ['enter', 'enter']],
  ] as const)('s asks why and leaves %s out', async (step, before) => {
    const { lines, terminal } = await walkedBy(...before, 's', 'known already', 'p');
    expect(lines.at(-2)).toEqual({ kind: 'skipped', step, round: 1, reason: 'known already' });
    expect(terminal.questions).toContain('Why skip it?');
  });

  it.each([[''], [undefined]])('an empty reason (%s) leaves nothing out', async (reason) => {
    const { lines } = await walkedBy('s', reason, 'a', reason, 'n', reason, 'p');
    expect(lines.map(({ kind }) => kind)).toEqual(['paused']);
  });

  it('a note is kept, and the step is shown again', async () => {
    const { lines, terminal } = await walkedBy('n', 'the cache was \u001b[31mwarm', 'p');
    expect(lines[0]).toEqual({ kind: 'note', text: 'the cache was warm' });
    const shown = terminal.lines.filter((each) => each.includes('Is it bad?'));
    expect(shown).toHaveLength(2);
  });

  it.each(['a', 'q'])('giving up by %s asks why, and ends the walk', async (key) => {
    const { lines, run } = await walkedBy(key, 'a planned drill');
    expect(lines).toEqual([{ kind: 'aborted', reason: 'a planned drill' }]);
    expect(run.state).toBe('aborted');
  });

  it('a pause ends it for now, and the very step is opened again', async () => {
    const walk = walkingWith({ runbook: ours, collected: bad, answers: ['enter', 'p'] });
    expect((await walk.begin()).run.state).toBe('paused');
    const again = await walk.resume(['enter', 'enter']);
    expect(again.kinds).toEqual([
      ...[...begun, 'passed', 'paused'],
      ...['resumed', 'answer', 'passed', 'runbook-ended'],
    ]);
    expect(again.terminal.lines[0]).toContain('Do people complain?');
    expect(again.lines.find(({ kind }) => kind === 'resumed')).toMatchObject({ crashed: false });
  });

  it('b goes to the step before, and says so where there is none', async () => {
    const { lines, terminal } = await walkedBy('b', 'enter', 'b', 'enter', 'enter', 'enter');
    expect(terminal.lines).toContain('There is no step before this one.');
    expect(lines.map(({ kind, step, to }) => [kind, step, to].filter(Boolean).join(' '))).toEqual([
      'passed rate',
      'back complaints rate',
      'passed rate',
      'answer complaints',
      'passed look',
      'runbook-ended',
    ]);
  });

  it('r at an instruction asks nothing and writes nothing', async () => {
    const { lines } = await walkedBy('enter', 'enter', 'r', 'p');
    expect(lines.map(({ kind }) => kind)).toEqual(['passed', 'answer', 'paused']);
  });

  it('m says that there is nothing to offer where no cause has a safe response', async () => {
    const { terminal, lines } = await walkedBy('m', 'p');
    expect(terminal.lines.join('\n')).toContain('no safe mitigation to offer');
    expect(lines.map(({ kind }) => kind)).toEqual(['paused']);
  });
});

describe('the hypotheses', () => {
  const collected = without(badDeploy, 'status-pages');
  const at = (...answers: Answer[]) =>
    walked({ runbook: highErrorRate, collected, answers: [...answers, 'p'] });
  const marks = (lines: readonly { kind: string }[]) =>
    lines.filter(({ kind }) => kind === 'hypothesis');

  it('shows first everything that speaks for and against each cause, the margin and what was not seen', async () => {
    const { terminal } = await at('h', 'escape');
    const shown = terminal.lines.join('\n');
    expect(shown).toMatch(/recent deployment \(v1\.2\.3\) \d+/);
    expect(shown).toMatch(/\+\d+ .*v1\.2\.3/);
    expect(shown).toMatch(/ -\d+ /);
    expect(shown).toMatch(/ahead by \d+, clear/);
    expect(shown).toMatch(/\? not seen: /);
  });

  it('adds one in the words of the engineer, with what speaks for it', async () => {
    const { lines, run } = await at('h', '1', 'a flag was switched', 'minji switched it at 03:02');
    expect(marks(lines)).toMatchObject([
      { hypothesis: 'a flag was switched', change: 'added', reason: 'minji switched it at 03:02' },
    ]);
    expect(run.diagnosis?.ranked.map(({ hypothesis }) => hypothesis)).toContain(
      'a flag was switched',
    );
  });

  it('supports one and rules one out, by the evidence that is asked for', async () => {
    const { lines, terminal, run } = await at('h', '2', '2', 'seen', 'h', '3', '1', 'other build');
    expect(marks(lines)).toMatchObject([
      { change: 'supported', reason: 'seen' },
      { change: 'ruled-out', reason: 'other build' },
    ]);
    expect(terminal.questions).toContain('Which evidence rules it out?');
    expect(run.diagnosis?.ranked.at(-1)).toMatchObject({ ruledOut: 'other build' });
  });

  it.each([
    ['the list is left', ['escape']],
    ['no cause is chosen', ['3', 'enter']],
    ['no evidence is given', ['3', '1', '']],
    ['the question is given up', ['1', undefined]],
  ] as const)('nothing is written where %s', async (_, keys) => {
    expect(marks((await at('h', ...keys)).lines)).toEqual([]);
  });
});
