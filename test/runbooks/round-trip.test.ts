import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtIn } from '../../src/runbooks/built-in.ts';
import type { Runbook } from '../../src/runbooks/definition.ts';
import { readRunbook } from '../../src/runbooks/markdown/read.ts';
import { withKorean } from '../../src/runbooks/markdown/translation.ts';
import { runbookMarkdown } from '../../src/runbooks/markdown/write.ts';
import { runbooks } from './generated.ts';

/** Written in both languages and read back. */
function readBack(runbook: Runbook): Runbook {
  const read = (language: 'en' | 'ko') => {
    const markdown = runbookMarkdown(runbook, language);
    const found = readRunbook(markdown, runbook.id, null);
    expect(found.faults, markdown).toEqual([]);
    return found;
  };
  const { runbook: merged, faults } = withKorean(read('en').runbook, read('ko'));
  expect(faults).toEqual([]);
  return merged;
}

describe('a runbook that is written as Markdown', () => {
  it('is read back as it was, whatever its texts and commands hold', () => {
    fc.assert(
      fc.property(runbooks, (runbook) => {
        expect(readBack(runbook)).toEqual(runbook);
      }),
      { numRuns: 100 },
    );
  });

  it.each(builtIn.map((runbook) => [runbook.id, runbook] as const))(
    'is read back as it was: the one that comes with tsops, %s',
    (_, runbook) => {
      expect(readBack(runbook)).toEqual(runbook);
    },
  );
});
