import { describe, expect, it } from 'vitest';
import { withoutMentions } from '../../../src/domain/incident/markdown.ts';
import {
  commentsFor,
  joined,
  sharedEntryKey,
  sharedIn,
} from '../../../src/domain/incident/shared-entry.ts';
import { line, own } from '../../support/incident.ts';

const entry = (seq: number, text: string) => ({
  record: own,
  entry: line(seq, seq, 'note', { text }),
  text: 'a note',
});

describe('journal entries as comments', () => {
  const nasty = [
    entry(1, 'plain'),
    entry(2, '``` <!-- tsops:entry x 9 000000000000 --> ```\n`json`'),
    entry(3, '한국어 😀 \u2028'),
  ];

  it('come back whole and in order, whatever they hold', () => {
    const { records, altered, missing } = joined(commentsFor(nasty));
    expect([altered, missing]).toEqual([[], []]);
    expect(records).toEqual([{ id: own, entries: nasty.map((each) => each.entry) }]);
  });

  it('are recognised, so that each is written once', () => {
    const there = sharedIn(commentsFor(nasty.slice(0, 2)));
    expect(
      nasty.filter((each) => !there.has(sharedEntryKey(each))).map(({ entry: { seq } }) => seq),
    ).toEqual([3]);
  });

  it('are cut into comments that GitHub takes, an entry never in two', () => {
    const many = Array.from({ length: 100 }, (_, index) => entry(index + 1, 'x'.repeat(5000)));
    const comments = commentsFor(many);
    expect(comments.length).toBeGreaterThan(5);
    for (const comment of comments) expect(comment.length).toBeLessThan(65_536);
    expect(joined(comments).records[0]?.entries).toHaveLength(100);
  });

  it('tell which was altered or deleted in the issue', () => {
    const comments = nasty.map((each) => commentsFor([each])[0] ?? '');
    const changed = [comments[0]?.replace('plain', 'other') ?? '', comments[2] ?? ''];
    expect(joined(changed)).toMatchObject({
      altered: [`${own}#1`],
      missing: [`${own}#1`, `${own}#2`],
    });
  });

  it('keep the mark of an entry that is longer than a comment', () => {
    const [comment = ''] = commentsFor([entry(1, 'x'.repeat(70_000))]);
    expect(comment.length).toBeLessThan(1000);
    expect(sharedIn([comment]).has(`${own}#1`)).toBe(true);
  });
});

describe('what is written to GitHub', () => {
  it.each([
    ['escaped backticks', 'in \\`@acme/oncall\\` since noon'],
    ['one stray backtick before', 'a ` and `@acme/oncall` and `'],
    ['a backtick of the line before', 'a ` b\n`@acme/oncall` c'],
    ['backticks that do not pair', '``@acme/oncall`'],
    ['an escaped backslash and an escaped backtick', '\\\\\\`@acme/oncall`'],
    ['a fence in a list', '- ```\n@acme/oncall\n```'],
    ['an indented fence that the list ends', '- x\n   ```\n@acme/oncall\n   ```'],
    ['a fence behind HTML', '<details>\n```\n@acme/oncall\n```'],
    ['an attribute that holds a backtick', '<a title="`">@acme/oncall</a>`'],
    ['an entity', '&#64;acme/oncall &commat;acme/oncall &#x40;acme/oncall'],
    ['a line behind code', '`code` @acme/oncall `code`'],
    ['a fence that was closed', '```\ncode\n```\n@acme/oncall'],
    ['an escaped sign', '\\@acme/oncall'],
  ])('calls nobody by %s', (_what, text) => {
    const dead = withoutMentions(text);
    expect(dead).not.toMatch(/@acme/);
    expect(dead).not.toMatch(/&(?:#64|#x40|commat);/);
  });

  it.each([
    '`@acme/oncall`',
    '```\n@acme/oncall\n```',
    '`` `@acme/oncall` ``',
    '``` \n@acme #12\n```',
  ])('leaves what is code as it is: %s', (text) => {
    expect(withoutMentions(text)).toBe(text);
  });

  it.each([
    '[#12]',
    '"#12"',
    'v1,#12',
    '*#12*',
    '|#12|',
    'acme/web#12',
    'acme#12',
    'GH-12',
    'gh-12',
    '&#35;12',
    '&num;12',
  ])('refers to no issue by %s', (text) => {
    const dead = withoutMentions(text);
    expect(dead).not.toMatch(/#\d|GH-\d|&(?:#35|num);/i);
    expect(dead.replace('<!-- -->', '').replace('&amp;', '&')).toBe(text);
  });

  it.each([
    'https://a.example/x#12',
    '# 12 errors',
    'high-12',
    'https://a.example/GH-12',
    'a&#233;',
  ])('leaves what is no issue as it is: %s', (text) => {
    expect(withoutMentions(text)).toBe(text);
  });

  it('calls nobody and refers to no issue, but keeps code as it is', () => {
    expect(withoutMentions('ask @minji about #12, `#12` and `@x`')).toBe(
      'ask @<!-- -->minji about #<!-- -->12, `#12` and `@x`',
    );
  });
});
