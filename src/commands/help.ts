import * as z from 'zod/mini';
import { defineCommand } from '../contract/command.ts';
import { globalOptions } from '../contract/command-options.ts';
import type { Screen } from '../contract/context.ts';
import { exitCodes, TsopsError } from '../contract/errors.ts';
import { nearest } from '../domain/text/nearest.ts';
import { wrap } from '../domain/text/wrap.ts';
import { commandTable, helpTopics } from './table.ts';

/** One topic: a paragraph, then what it lists. */
export interface HelpTopic {
  readonly topic: string;
  readonly text: string;
  readonly rows: readonly { readonly name: string; readonly meaning: string }[];
}

type TopicName = (typeof helpTopics)[number];

const topics: Readonly<Record<TopicName, () => Promise<HelpTopic>>> = {
  options: async () => ({
    topic: 'options',
    text: 'These can stand anywhere on the line of every command.',
    rows: globalOptions.map(({ flags, description }) => ({ name: flags, meaning: description })),
  }),
  'exit-codes': async () => ({
    topic: 'exit-codes',
    text: 'Every exit code has one meaning, in every command.',
    rows: exitCodes.map(({ code, meaning }) => ({ name: String(code), meaning })),
  }),
  environment: async () => {
    const { environmentVariables } = await import('../config/environment.ts');
    return {
      topic: 'environment',
      text: 'Secrets come only from the environment, the AWS credential chain or `gh auth token`.',
      rows: environmentVariables.map(({ name, purpose }) => ({ name, meaning: purpose })),
    };
  },
  config: async () => {
    const { configKeys } = await import('../config/keys.ts');
    return {
      topic: 'config',
      text: [
        '`--config FILE`, else TSOPS_CONFIG, else tsops.config.yaml found upward from here,',
        'else the one in the XDG config directory, else the shipped TalkStudio defaults.',
      ].join(' '),
      rows: configKeys().map(({ key, description, defaultValue }) => ({
        name: key,
        meaning: defaultValue === undefined ? description : `${description} (${defaultValue})`,
      })),
    };
  },
  json: async () => ({
    topic: 'json',
    text: [
      'With --json a command prints one document on stdout and nothing else; a stream prints one',
      'a line. Fields are added, never renamed. An error is a document too.',
    ].join(' '),
    rows: [
      { name: 'schema', meaning: 'tsops/<command>@1' },
      {
        name: 'verdict',
        meaning: 'ok, warn, bad, no-data (asked, nothing there), unknown (could not ask)',
      },
      { name: 'data', meaning: 'what the command found; null where an error came first' },
      { name: 'next', meaning: 'the one or two commands an engineer would type now' },
      { name: 'problems', meaning: 'what could not be asked or done: kind, message, why, next' },
      { name: 'web', meaning: 'the vendor’s page of it, or null; absent where there never is one' },
      { name: 'drill', meaning: 'true inside the sandbox, else absent' },
    ],
  }),
};

export default defineCommand<{ topic: string }, HelpTopic>({
  name: 'help',
  danger: 'read',
  examples: [
    { command: 'tsops help exit-codes', explains: 'what each exit code means' },
    { command: 'tsops help config', explains: 'every key of tsops.config.yaml' },
    { command: 'tsops help rollback', explains: 'what tsops rollback --help prints' },
  ],
  arguments: [
    {
      syntax: '<topic>',
      description: `a command, or ${helpTopics.join(', ')}`,
      complete: [...helpTopics, ...commandTable.map(({ name }) => name)],
    },
  ],
  input: z.object({ topic: z.string() }),
  async run({ topic }) {
    const found = helpTopics.find((each) => each === topic);
    if (found === undefined) throw unknownTopic(topic);
    return { verdict: 'ok', data: await topics[found]() };
  },
  view: topicText,
});

function unknownTopic(topic: string): TsopsError {
  const known = [...helpTopics, ...commandTable.map(({ name }) => name)];
  const guess = nearest(topic, known);
  return new TsopsError({
    kind: 'usage',
    message: `There is no help on ${topic}.${guess === undefined ? '' : ` Did you mean ${guess}?`}`,
    why: `Topics are ${helpTopics.join(', ')}.`,
    next: guess === undefined ? ['tsops --help'] : [`tsops help ${guess}`],
  });
}

function topicText({ text, rows }: HelpTopic, screen: Screen): string {
  const longest = Math.max(...rows.map(({ name }) => screen.width(name)));
  const beside = screen.columns - longest - 5;
  // Names as long as the config's leave no room beside them: what they mean stands below.
  const lines = rows.map(({ name, meaning }) =>
    beside >= 30
      ? besideName(name, wrap(meaning, beside, screen.width), longest, screen)
      : belowName(name, wrap(meaning, screen.columns - 7, screen.width), screen),
  );
  return [...wrap(text, screen.columns - 1, screen.width), '', ...lines].join('\n');
}

function besideName(
  name: string,
  [first = '', ...rest]: readonly string[],
  longest: number,
  { paint, width }: Screen,
): string {
  const padded = paint.accent(name) + ' '.repeat(longest - width(name));
  const hang = ' '.repeat(longest + 4);
  return [`  ${padded}  ${first}`, ...rest.map((line) => hang + line)].join('\n');
}

function belowName(name: string, meaning: readonly string[], { paint }: Screen): string {
  return [`  ${paint.accent(name)}`, ...meaning.map((line) => `      ${line}`)].join('\n');
}
