import { describe, expect, it } from 'vitest';
import { issueIdForm, parseIssueId } from '../../../src/domain/errors/issue-id.ts';

describe('the name of an error', () => {
  it.each([
    ['TALKSTUDIO-WEB-1A', 'TALKSTUDIO-WEB-1A'],
    ['talkstudio-web-1a', 'TALKSTUDIO-WEB-1A'],
    ['  WEB-1A\n', 'WEB-1A'],
    ['2_X.Y-Z9', '2_X.Y-Z9'],
    ['5612345678', '5612345678'],
    ['7', '7'],
    ['https://sentry.io/organizations/talk/issues/5612345678/', '5612345678'],
    ['https://sentry.io/issues/5612345678?project=1', '5612345678'],
    ['https://sentry.io/issues/5612345678#now', '5612345678'],
    ['https://sentry.io/issues/web-1a now', 'WEB-1A'],
  ])('%j is %s', (written, id) => {
    expect(parseIssueId(written)).toBe(id);
  });

  it.each([
    '',
    'WEB',
    '-1A',
    'WEB-',
    'WEB 1A',
    'see WEB-1A',
    'WEB-1A!',
    'https://sentry.io/issues/',
    'https://sentry.io/projects/5612345678',
    '56123456x',
    'x 5612345678',
    '5612345678 x',
  ])('%j is none', (written) => {
    expect(parseIssueId(written)).toBeUndefined();
  });

  it('has up to twenty digits, or twelve behind a name of 101', () => {
    expect(parseIssueId('1'.repeat(20))).toBe('1'.repeat(20));
    expect(parseIssueId('1'.repeat(21))).toBeUndefined();
    expect(parseIssueId(`W-${'1'.repeat(12)}`)).toBe(`W-${'1'.repeat(12)}`);
    expect(parseIssueId(`W-${'1'.repeat(13)}`)).toBeUndefined();
    expect(parseIssueId(`${'W'.repeat(101)}-1`)).toBe(`${'W'.repeat(101)}-1`);
    expect(parseIssueId(`${'W'.repeat(102)}-1`)).toBeUndefined();
  });

  it('is of the forms that a person is shown', () => {
    for (const shown of issueIdForm.split(' or ')) expect(parseIssueId(shown)).toBe(shown);
  });
});
