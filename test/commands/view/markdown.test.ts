import { expect, it } from 'vitest';
import { viewMarkdown } from '../../../src/commands/view/markdown.ts';
import { plainScreen } from '../../support/terminal.ts';

const text = '# Title\n\n- one two three four five six seven\n\n    tsops status\n';

it('Markdown is broken between words on a terminal, and its code stays as it is', () => {
  const screen = plainScreen(() => 0, 20);
  expect(viewMarkdown(text, screen)).toBe(
    '# Title\n\n- one two three\n  four five six\n  seven\n\n    tsops status\n',
  );
});

it('Markdown that goes into a file is not touched', () => {
  expect(viewMarkdown(text, { ...plainScreen(() => 0, 20), terminal: false })).toBe(text);
});
