/* The options that no command has to declare: those of every command, and those of every action. */
import type { AnyCommand, OptionSpec } from './command.ts';

export const globalOptions: readonly OptionSpec[] = [
  {
    flags: '--config <file>',
    description: 'use this config instead of the nearest one',
    complete: 'file',
  },
  {
    flags: '--env <name>',
    description: 'environment (default: production)',
    complete: 'environment',
  },
  { flags: '--json', description: 'print one JSON document on stdout, nothing else' },
  { flags: '--no-color', description: 'no colour (NO_COLOR does the same)' },
  { flags: '--no-input', description: 'never ask; refuse what would need an answer' },
  { flags: '--unrecorded', description: 'continue even if nothing can be recorded (a full disk)' },
  { flags: '--debug', description: 'show causes and stack traces' },
  {
    flags: '--lang <language>',
    description: 'language of the content: en or ko',
    complete: ['en', 'ko'],
  },
  { flags: '-V, --version', description: "print tsops's own version" },
];

const web: OptionSpec = { flags: '--web', description: "open the vendor's page of it" };

/** What the shell gives to a command by what it is: the door to an action, or to something that has a page. */
export function givenOptions(definition: AnyCommand): readonly OptionSpec[] {
  return [...actionOptions(definition), ...(definition.webPage === undefined ? [] : [web])];
}

function actionOptions(definition: AnyCommand): readonly OptionSpec[] {
  if (!('action' in definition)) return [];
  const consent: OptionSpec =
    definition.danger === 'production'
      ? {
          flags: '--confirm <environment>',
          description: 'consent without a question, by the name of the environment',
          complete: 'environment',
        }
      : { flags: '--yes', description: 'consent without a question' };
  return [
    { flags: '--dry-run', description: 'print the plan and do nothing' },
    consent,
    { flags: '--no-wait', description: 'do not wait for the remote work to end' },
    {
      flags: '--timeout <duration>',
      description: 'stop waiting after this long (exit code 6)',
    },
  ];
}
