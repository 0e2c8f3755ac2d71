import { describe, expect, it } from 'vitest';
import { builtIn } from '../../../src/runbooks/built-in.ts';
import type { Runbook } from '../../../src/runbooks/definition.ts';
import { progressOf } from '../../../src/runbooks/engine.ts';
import { diagnosisLines } from '../../../src/runbooks/views/diagnosis.ts';
import { evidenceLines } from '../../../src/runbooks/views/evidence.ts';
import { reasonLines } from '../../../src/runbooks/views/reasons.ts';
import { stepLines, stepLinesAtMost } from '../../../src/runbooks/views/step.ts';
import { play } from '../../support/diagnose.ts';
import { plainScreen } from '../../support/terminal.ts';

const languages = ['en', 'ko'] as const;
/** Those whose evidence says most, of both runbooks. */
const scenarios = [
  'both-at-once',
  'innocent-deploy',
  'sentry-down',
  'slow-twice',
  'stale-cache',
  'third-party-script',
];

type Played = Awaited<ReturnType<typeof play>>;

/** Every step of the runbook with what was found, as an engineer sees it below the empty line. */
function screens(
  runbook: Runbook,
  { collected, diagnosis }: Played,
  language: 'en' | 'ko',
  columns: number,
) {
  const screen = plainScreen(() => 0, columns);
  const progress = progressOf(runbook, []);
  return runbook.steps.map((step) => ({
    step: step.id,
    lines: stepLines({ runbook, step, progress, drill: true }, language, screen, (room) => {
      if (step.kind === 'evidence')
        return evidenceLines(step.collects, collected, language, screen, room);
      return step.kind === 'decision' ? diagnosisLines(diagnosis, language, screen, room) : [];
    }).slice(1),
  }));
}

describe('every step with what was found', () => {
  it.each(scenarios)(
    'fits nine lines of 80 columns, and no line is wider than the screen: %s',
    async (name) => {
      const played = await play(name, 1);
      const errors = played.collected['error-types'] !== undefined;
      const runbook = builtIn.find(({ diagnosis }) => diagnosis === (errors ? 'errors' : 'speed'));
      if (runbook === undefined) throw new Error('no runbook');
      const tooLong: unknown[] = [];
      const tooWide: string[] = [];
      for (const language of languages) {
        for (const columns of [80, 40]) {
          const screen = plainScreen(() => 0, columns);
          const all = screens(runbook, played, language, columns);
          const reasons = { step: 'h', lines: reasonLines(played.diagnosis, language, screen) };
          for (const { step, lines } of [...all, reasons]) {
            tooWide.push(...lines.filter((line) => screen.width(line) > columns));
            const long = columns === 80 && step !== 'h' && lines.length > stepLinesAtMost;
            if (long) tooLong.push({ step, language, lines });
          }
        }
      }
      expect(tooLong).toEqual([]);
      expect(tooWide).toEqual([]);
    },
    30_000,
  );

  it('names a file by its path, whatever host it comes from', async () => {
    const { diagnosis } = await play('third-party-script', 1);
    const about = diagnosis.ranked.flatMap((ranked) => ranked.about ?? []);
    expect(about.filter((each) => each.includes('://'))).toEqual([]);
    expect(about).toContainEqual(expect.stringMatching(/^\//));
  }, 30_000);
});
