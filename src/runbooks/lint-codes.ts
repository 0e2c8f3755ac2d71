/** What `runbook lint` finds. A file with an error is not run; a warning may be as it should be. */
export const runbookLintCodes = {
  unreadable: { level: 'error', means: 'the file cannot be read as text, or is over 64 KiB' },
  'file-name': {
    level: 'error',
    means: 'the file name is not an id: small letters, digits, dashes',
  },
  'front-matter': { level: 'error', means: 'the front matter is wrong: a key, a value, its YAML' },
  'no-title': { level: 'error', means: 'neither a first heading nor a `title` names the runbook' },
  'no-steps': { level: 'error', means: 'there is no step in it' },
  'unknown-section': { level: 'error', means: 'a heading is none of the five sections' },
  'section-order': { level: 'error', means: 'a section stands twice, or in the wrong order' },
  'empty-section': { level: 'error', means: 'a section has no step' },
  'not-a-step': { level: 'error', means: 'something stands in a section that is not a list item' },
  'no-step-title': { level: 'error', means: 'a step does not say what it is' },
  'bad-id': { level: 'error', means: 'an id has other characters than letters, digits, dashes' },
  'duplicate-id': { level: 'error', means: 'two steps, or two answers, have one id' },
  'unknown-field': { level: 'error', means: 'a bold word with a colon is nearly a field' },
  'bad-field': { level: 'error', means: 'a field holds something else than names in backquotes' },
  'unknown-evidence': { level: 'error', means: 'there is no evidence of that name' },
  'unknown-hypothesis': { level: 'error', means: 'the rules have no cause of that name' },
  'unknown-action': { level: 'error', means: 'there is no action of that name' },
  'unknown-answer': { level: 'error', means: 'a suggestion names no answer of its question' },
  'unknown-rules': { level: 'error', means: 'a decision names no rules, or others' },
  'mixed-step': { level: 'error', means: 'a step is two things at once' },
  answers: {
    level: 'error',
    means: 'of a question: fewer than two, an empty one, one without a box',
  },
  'no-decision': { level: 'error', means: 'an action, or `When`, stands before any decision' },
  'fence-language': { level: 'error', means: 'a fenced block is no `sh`' },
  'no-command': { level: 'error', means: 'a fenced block holds no command' },
  'hidden-character': {
    level: 'error',
    means:
      'a command holds a character that no screen shows: an escape, a mark that turns text around',
  },
  'unknown-danger': {
    level: 'error',
    means: 'a command declares a danger that is none of the four',
  },
  'bad-timeout': { level: 'error', means: 'the timeout of a command is no duration up to an hour' },
  'misplaced-field': { level: 'error', means: 'a field of commands stands in a step without one' },
  'open-quote': { level: 'error', means: 'a quote in a command has no end' },
  'unknown-command': { level: 'error', means: 'tsops has no such command' },
  'unknown-option': { level: 'error', means: 'the tsops command has no such option' },
  'bad-arguments': { level: 'error', means: 'the tsops command would not take these words' },
  'written-consent': { level: 'error', means: 'consent stands in the file: only people give it' },
  'long-step': { level: 'error', means: 'a step takes more than nine lines of 80 columns' },
  'long-script': { level: 'error', means: 'a script takes more than 40 lines of 80 columns' },
  translation: { level: 'error', means: 'the Korean file has other steps than its sibling' },
  'tsops-has-it': {
    level: 'warning',
    means: 'tsops has a command for it, with a plan and a proof, or a verdict',
  },
  'unknown-program': { level: 'warning', means: 'the program is not installed on this machine' },
} as const satisfies Record<string, { level: 'error' | 'warning'; means: string }>;

export type RunbookLintCode = keyof typeof runbookLintCodes;

/** One thing wrong in a runbook's file. */
export interface RunbookFault {
  /** Offset in the text. */
  readonly at: number;
  readonly code: RunbookLintCode;
  readonly message: string;
  readonly fix: string;
}

export type Note = (code: RunbookLintCode, at: number, message: string, fix: string) => void;
