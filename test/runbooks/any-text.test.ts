import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runbookLintCodes } from '../../src/runbooks/lint-codes.ts';
import { readRunbook } from '../../src/runbooks/markdown/read.ts';
import { runbookMarkdown } from '../../src/runbooks/markdown/write.ts';

const piece = fc.constantFrom(
  ...[
    '---\n',
    'severity: P2\n',
    'title: a\n',
    '# T\n\n',
    '## Symptoms\n\n',
    '## Response\n\n',
    '### x\n',
  ],
  ...[
    '- ',
    '- a\n',
    '- **a** ',
    '1. ',
    '  - [ ] b\n',
    '  - [ ] c\n',
    '\n',
    '\n\n',
    '  ',
    '    ',
    '\t',
  ],
  ...[
    '**Evidence:** ',
    '**When:** ',
    '**Decision:** ',
    '**Action:** ',
    '**Proof:** ',
    '`bundle`',
    ', ',
  ],
  ...[
    '`errors`',
    '`rollback`',
    '`client`',
    '```sh\n',
    '  ```sh\n  ',
    '  ```\n',
    '```\n',
    'tsops health\n',
  ],
  ...[
    '| cat',
    "'",
    '"',
    '\\',
    '\\\n',
    '<!-- id: x -->',
    '<!-- ',
    '-->',
    '<b>',
    '[a](b)',
    '![c](d)',
  ],
  ...[
    '> ',
    '***\n',
    'a | b\n--|--\n',
    '가나다',
    '😀',
    '\ud800',
    '\u0000',
    '\r\n',
    '&amp;',
    '*',
    '_',
    'x',
  ],
);
const texts = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
const withSteps = texts.map((text) => `# T\n\n## Symptoms\n\n- a\n\n${text}`);

const isError = ({ code }: { code: keyof typeof runbookLintCodes }) =>
  runbookLintCodes[code].level === 'error';

describe('a file of any text', () => {
  it('is right or wrong but never a bug, and each mistake stands in the text', () => {
    fc.assert(
      fc.property(fc.oneof(texts, withSteps, fc.string({ unit: 'binary' })), (text) => {
        const { faults } = readRunbook(text, 'any', null);
        for (const { at, message, fix } of faults) {
          expect(at).toBeGreaterThanOrEqual(0);
          expect(at).toBeLessThanOrEqual(text.length);
          expect(`${message}${fix}`).not.toMatch(/undefined|NaN|\[object/);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('that has no error is the same runbook when it is rewritten', () => {
    let right = 0;
    fc.assert(
      fc.property(withSteps, (text) => {
        const { runbook, faults } = readRunbook(text, 'any', null);
        if (faults.some(isError)) return;
        right += 1;
        const again = readRunbook(runbookMarkdown(runbook, 'en'), 'any', null);
        expect(again.faults).toEqual([]);
        expect(again.runbook).toEqual(runbook);
      }),
      { numRuns: 300 },
    );
    expect(right).toBeGreaterThan(10);
  });
});
