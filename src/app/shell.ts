/*
 * What happens around every command: its input is checked before anything runs, an action goes through
 * the protocol, and the result or the error is printed once, as JSON or as text.
 */

import type { PerformOptions } from '../actions/protocol/perform.ts';
import { notReal } from '../commands/view/drill-mark.ts';
import type { AnyCommand, CommandOutcome } from '../contract/command.ts';
import type { Context, Live, Screen } from '../contract/context.ts';
import { asTsopsError, exitCodeOfKind, exitCodeOfVerdict, TsopsError } from '../contract/errors.ts';
import { parseDuration } from '../domain/time/duration.ts';
import { createFrames, type Frames } from '../terminal/live.ts';
import type { Invocation } from './cli.ts';
import { envelope, errorEnvelope, errorText, jsonLine, nextLines, problemText } from './output.ts';
import { secretsIn } from './secrets.ts';

type Called = Extract<Invocation, { entry: unknown }>;

interface Out {
  writeOut(text: string): void;
  writeErr(text: string): void;
}

/** Runs a command to its exit code. Never throws; what goes wrong is printed. */
export async function runCommand(called: Called, context: Context, out: Out): Promise<number> {
  const frames = createFrames(out.writeOut, () => context.terminal.screen);
  try {
    const asked = await completed(called, context);
    if (context.terminal.interactive) await askTrust(called, context);
    await sayWhose(called, context);
    const run = async ({ line, input }: Completed): Promise<number> => {
      const live = createLive(line, context, out, frames);
      const outcome = await outcomeOf(line, input, context, live);
      const web = await webOf(line, outcome, context);
      if (outcome.streamed !== true) print(line, outcome, web?.page, context, out, frames);
      await web?.open((text) => out.writeOut(text));
      return outcome.exitCode ?? exitCodeOfVerdict(outcome.verdict);
    };
    return await run(asked).catch(async (thrown: unknown) => {
      if (!(thrown instanceof TsopsError) || thrown.meant === undefined) throw thrown;
      const { withMeant } = await import('./missing-arguments.ts');
      const raw = await withMeant(asked.line, thrown, context);
      return run(await completed({ ...asked.line, raw }, context));
    });
  } catch (thrown) {
    return await printError(thrown, called.entry.name, context, out);
  }
}

/** Prints what went wrong, on stderr or as the JSON document; resolves to its exit code. */
export async function printError(
  thrown: unknown,
  command: string,
  { options, drill, terminal, host }: Pick<Context, 'options' | 'drill' | 'terminal' | 'host'>,
  out: Out,
): Promise<number> {
  const { redactText, redactValue } = await import('../domain/text/redact.ts');
  const error = asTsopsError(thrown);
  // A library may have put anything into its message.
  const secrets = secretsIn(host.env);
  const writeErr = (text: string): void => out.writeErr(`${redactText(text, secrets)}\n`);
  const printed =
    options.json && tookDocument(redactValue(errorEnvelope(command, error, drill), secrets), out);
  if (!printed) writeErr(errorText(error, terminal.screen));
  if (options.debug) writeErr(stackOf(error));
  return exitCodeOfKind(error.kind);
}

/** False where stdout takes nothing any more (a full disk): then stderr has to tell. */
function tookDocument({ value }: { readonly value: unknown }, out: Out): boolean {
  try {
    out.writeOut(jsonLine(value));
    return true;
  } catch {
    return false;
  }
}

/** The chain of causes, each with its trace. */
function stackOf(error: TsopsError): string {
  const lines: string[] = [];
  for (let cause: unknown = error; cause !== undefined && cause !== null; ) {
    lines.push(cause instanceof Error ? (cause.stack ?? cause.message) : String(cause));
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return lines.join('\ncaused by ');
}

interface Completed {
  readonly line: Called;
  readonly input: unknown;
}

/** What was typed as typed input; what is missing of it is asked for. Only a line that is wrong pays for it. */
async function completed(line: Called, context: Context): Promise<Completed> {
  const { command, raw } = line;
  const parsed = command.input.safeParse(ownInput(command, raw));
  if (parsed.success) return { line, input: parsed.data };
  const { withMissingArguments } = await import('./missing-arguments.ts');
  const whole = await withMissingArguments(line, context);
  if (whole !== null) return completed({ ...line, raw: whole }, context);
  const { wrongInput } = await import('./wrong-input.ts');
  throw wrongInput(line, parsed.error.issues);
}

/** Without the options that the shell itself gives: to an action, and to what has a page. */
function ownInput(command: AnyCommand, { web, ...raw }: Called['raw']): Called['raw'] {
  if (!('action' in command)) return raw;
  const { dryRun, confirm, yes, wait, timeout, ...own } = raw;
  return own;
}

/** Commands that send no key and write nothing outside. */
const keyless = /^(?:config|init|help|completion|sandbox|drill|runbook (?:list|show|lint))\b/;

/** Once for a config that nobody named: it may not hold up anybody later. A wrong one is the command's to tell. */
async function askTrust({ entry }: Called, context: Context): Promise<void> {
  if (keyless.test(entry.name)) return;
  const loaded = await context.config().catch(() => undefined);
  const trust = loaded?.trust;
  if (trust === undefined || trust.trusted) return;
  const choices = [...trust.hosts, ...trust.destinations].map((line) => `  ${line}`);
  context.terminal.warn([`${loaded?.file} in this folder chooses:`, ...choices].join('\n'));
  if (await context.terminal.confirm('Send keys there, and write there?')) await trust.accept();
}

/** Before the answer; `doctor` has a check for it, and a document says it by its data. */
async function sayWhose({ entry }: Called, context: Context): Promise<void> {
  if (context.drill || context.options.json) return;
  if (keyless.test(entry.name) || entry.name === 'doctor') return;
  const loaded = await context.config().catch(() => undefined);
  if (loaded === undefined || (loaded.file !== undefined && loaded.mixed !== true)) return;
  const { sayWhoseService } = await import('./whose-service.ts');
  await sayWhoseService(loaded, context);
}

/** Before the plan, and not only at the write: nobody should consent to what is refused then. */
async function refuseUntrusted(context: Context): Promise<void> {
  // A wrong config is told by the action itself.
  const loaded = await context.config().catch(() => undefined);
  const refusal = loaded?.trust?.writeRefusal() ?? null;
  if (refusal !== null) throw refusal;
}

async function outcomeOf(
  { entry, command, raw }: Called,
  input: unknown,
  context: Context,
  live: Live<unknown>,
): Promise<CommandOutcome<unknown>> {
  if ('run' in command) return command.run(input, context, live);
  const asked = askedTimeout(entry.name, raw);
  if (raw.dryRun !== true && command.danger !== 'local') await refuseUntrusted(context);
  const action = await command.action(input, context);
  const options = performOptions(raw, asked ?? action.timeout, context);
  // The plan is a screen of its own, before the one that is printed at the end.
  if (context.drill && !options.dryRun) context.terminal.warn(mark(context.terminal.screen));
  // Most commands only read.
  const { perform } = await import('../actions/protocol/perform.ts');
  return perform(action, context, options);
}

/** Milliseconds, where `--timeout` is given; checked before anything is asked. */
function askedTimeout(name: string, { timeout }: Called['raw']): number | undefined {
  if (typeof timeout !== 'string') return undefined;
  const parsed = parseDuration(timeout);
  if (parsed !== undefined && parsed > 0) return parsed;
  throw new TsopsError({
    kind: 'usage',
    message: `--timeout: ${timeout} is not a duration such as 20m or 90s`,
    next: [`tsops ${name} --help`],
  });
}

function performOptions(raw: Called['raw'], timeout: number, { host }: Context): PerformOptions {
  return {
    dryRun: raw.dryRun === true,
    yes: raw.yes === true,
    confirm: typeof raw.confirm === 'string' ? raw.confirm : undefined,
    wait: raw.wait !== false,
    timeout,
    typed: host.typed,
  };
}

/** A table of commands has lost the type of each one's data; it comes from the same command. */
function viewOf(command: AnyCommand, data: unknown, screen: Screen): string {
  return (command.view as (data: unknown, screen: Screen) => string)(data, screen);
}

function createLive(
  { entry, command }: Called,
  { options, drill, terminal }: Context,
  out: Out,
  frames: Frames,
): Live<unknown> {
  const { screen } = terminal;
  const text = (data: unknown): string => withMark(viewOf(command, data, screen), drill, terminal);
  return {
    update(data) {
      if (screen.redraws && !options.json) frames.draw(text(data));
    },
    emit(data, verdict) {
      if (options.json) {
        const line = envelope({
          command: entry.name,
          verdict,
          data,
          next: [],
          problems: [],
          drill,
        });
        out.writeOut(jsonLine(line));
      } else if (screen.redraws) frames.draw(text(data));
      else out.writeOut(`${text(data)}\n`);
    },
  };
}

/** The page of what was found, where it is asked for: by `--web`, or for a document. */
async function webOf(
  { command, raw, ...line }: Called,
  outcome: CommandOutcome<unknown>,
  context: Context,
) {
  const { json } = context.options;
  if (command.webPage === undefined || (!json && raw.web !== true)) return undefined;
  const { webPageOf, openWebPage } = await import('./web-page.ts');
  const found = await webPageOf({ ...line, command, raw }, outcome, context);
  return {
    page: found?.refusal === null ? found.url : null,
    open: async (writeOut: Out['writeOut']) => {
      if (!json) await openWebPage(found, context, writeOut);
    },
  };
}

function print(
  { entry, command }: Called,
  outcome: CommandOutcome<unknown>,
  web: string | null | undefined,
  { options, drill: inSandbox, terminal }: Context,
  out: Out,
  frames: Frames,
): void {
  const { verdict, data, next = [], problems = [] } = outcome;
  const drill = inSandbox || outcome.drill === true;
  if (options.json) {
    const found = { command: entry.name, verdict, data, next, problems, drill };
    const document = envelope(web === undefined ? found : { ...found, web });
    out.writeOut(jsonLine(document));
    return;
  }
  frames.clear();
  const { screen } = terminal;
  const shown = viewOf(command, data, screen);
  const body = command.plain === true ? shown : withMark(shown, drill, terminal);
  const notes = problems.map((problem) => problemText(problem, screen));
  const parts = [body, notes.join('\n'), nextLines(next, screen).join('\n')];
  const text = parts.filter((part) => part !== '').join('\n\n');
  if (text !== '') out.writeOut(`${text}\n`);
}

/** Nothing in the sandbox is real, and every screen says so. */
function withMark(text: string, drill: boolean, { screen }: Context['terminal']): string {
  return !drill || text === '' ? text : `${mark(screen)}\n${text}`;
}

function mark({ paint, say }: Screen): string {
  return `${paint.accent('DRILL')} ${paint.dim(say(notReal))}`;
}
