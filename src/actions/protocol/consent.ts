import type { Terminal } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { say, type Text } from '../../domain/text/language.ts';
import { shellQuote } from '../../domain/text/shell-quote.ts';
import { nothingWasDone } from './stopped.ts';

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
  readonly action: Text;
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
    const names = say(
      `--confirm names ${flags.confirm}, but this ${action.en} changes ${environment}`,
      `--confirm에 적힌 환경은 ${flags.confirm}인데, 이 ${action.ko}의 대상은 ${environment}입니다`,
    );
    throw refused(names, [
      withFlag(line.replace(confirmFlag, ''), `--confirm ${shellQuote([environment])}`),
    ]);
  }
  if (!terminal.interactive) {
    throw refused(nowhereToAsk(action), [withFlag(line, `--confirm ${shellQuote([environment])}`)]);
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
  throw refused(
    typed === ''
      ? say('nothing was typed', '아무것도 입력하지 않았습니다')
      : say(`what was typed is not ${environment}`, `입력한 내용이 ${environment}과(와) 다릅니다`),
    [],
  );
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
    throw refused(nowhereToAsk(action), [withFlag(typed, '--yes')]);
  }
  if (await terminal.confirm(terminal.screen.say(say('Go on?', '계속할까요?'))))
    return { by: 'typed' };
  throw refused(say('it was not confirmed', '동의하지 않았습니다'), []);
}

function nowhereToAsk(action: Text): Text {
  return say(
    `the ${action.en} needs consent, and there is no terminal to ask on`,
    `${action.ko}에는 동의가 필요한데 물어볼 터미널이 없습니다`,
  );
}

function refused({ en, ko }: Text, next: readonly string[]): TsopsError {
  return new TsopsError({
    kind: 'refused',
    message: say(`${en[0]?.toUpperCase()}${en.slice(1)}.`, `${ko}.`),
    why: nothingWasDone,
    next,
  });
}

function gaveUp(action: Text): TsopsError {
  return new TsopsError({
    kind: 'interrupted',
    message: say(
      `The ${action.en} was cancelled at the question.`,
      `동의를 묻는 단계에서 ${action.ko}을(를) 그만두었습니다.`,
    ),
    why: nothingWasDone,
  });
}
