import type { Terminal } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { say } from '../../domain/text/language.ts';
import { shellQuote } from '../../domain/text/shell-quote.ts';

export interface Consent {
  /** `typed` at the terminal, or given by a `flag`. Kept in the journal. */
  readonly by: 'typed' | 'flag';
}

export interface ConsentFlags {
  /** `--yes`; enough for what a person reads, not for production. */
  readonly yes: boolean;
  /** `--confirm <environment>`. */
  readonly confirm: string | undefined;
}

interface ConsentQuestion {
  readonly action: string;
  readonly danger: 'remote' | 'production';
  readonly environment: string;
  readonly flags: ConsentFlags;
  /** The command line as typed; the refusal repeats it with the consent flag added. */
  readonly typed: string;
}

/**
 * Consent to one write: the environment's name typed or in `--confirm` for production, y or `--yes` for the
 * rest. Enter alone never consents. Throws `refused` (exit 5) without it, `interrupted` when given up.
 */
export async function askConsent(question: ConsentQuestion, terminal: Terminal): Promise<Consent> {
  return question.danger === 'production'
    ? askForProduction(question, terminal)
    : askForRemote(question, terminal);
}

async function askForProduction(
  { action, environment, flags, typed: line }: ConsentQuestion,
  terminal: Terminal,
): Promise<Consent> {
  if (flags.confirm === environment) return { by: 'flag' };
  if (flags.confirm !== undefined) {
    throw refused(`--confirm names ${flags.confirm}, but this ${action} changes ${environment}`, [
      withFlag(line.replace(confirmFlag, ''), `--confirm ${shellQuote([environment])}`),
    ]);
  }
  if (!terminal.interactive) {
    throw refused(`the ${action} needs consent, and there is no terminal to ask on`, [
      withFlag(line, `--confirm ${shellQuote([environment])}`),
    ]);
  }
  const typed = await terminal.ask(
    terminal.screen.say(
      say(
        `Type ${environment} to go on (anything else stops)`,
        `계속하려면 ${environment}을(를) 입력하십시오(다른 입력은 중단)`,
      ),
    ),
  );
  if (typed === environment) return { by: 'typed' };
  if (typed === undefined) throw gaveUp(action);
  throw refused(typed === '' ? 'nothing was typed' : `what was typed is not ${environment}`, []);
}

// As `shellQuote` writes it: a value with blanks is in quotes, with `=` the whole word is.
export const confirmFlag = / (?:--confirm(?: |=)(?:'[^']*'|\S+)|'--confirm=[^']*')/g;

/** What stands after `--` is no option: a flag goes before it. */
function withFlag(line: string, flag: string): string {
  const [before = '', ...after] = line.split(' -- ');
  return [`${before} ${flag}`, ...after].join(' -- ');
}

async function askForRemote(
  { action, flags, typed }: ConsentQuestion,
  terminal: Terminal,
): Promise<Consent> {
  if (flags.yes) return { by: 'flag' };
  if (!terminal.interactive) {
    throw refused(`the ${action} needs consent, and there is no terminal to ask on`, [
      withFlag(typed, '--yes'),
    ]);
  }
  if (await terminal.confirm(terminal.screen.say(say('Go on?', '계속할까요?'))))
    return { by: 'typed' };
  throw refused('it was not confirmed', []);
}

function refused(message: string, next: readonly string[]): TsopsError {
  return new TsopsError({
    kind: 'refused',
    message: `${message[0]?.toUpperCase()}${message.slice(1)}.`,
    why: 'Nothing was done.',
    next,
  });
}

function gaveUp(action: string): TsopsError {
  return new TsopsError({
    kind: 'interrupted',
    message: `The ${action} was given up at the question.`,
    why: 'Nothing was done.',
  });
}
