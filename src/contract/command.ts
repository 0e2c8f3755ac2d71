import type { Config } from '../config/schema.ts';
import type { Problem } from '../domain/evidence/result.ts';
import type { Verdict } from '../domain/evidence/verdict.ts';
import type { Action, Performed, Plan } from './action.ts';
import type { Context, Live, Screen } from './context.ts';
import type { ExitCode } from './errors.ts';

/** What a command may change: nothing, files here, something a person reads, or production. */
export type Danger = 'read' | 'local' | 'remote' | 'production';

export interface Example {
  /** As typed, `tsops` first. */
  readonly command: string;
  readonly explains: string;
}

/** What can be listed where an argument is missing. */
export type KnownArgument =
  | 'contact'
  | 'incident'
  | 'page'
  | 'paged rule'
  | 'rule'
  | 'runbook'
  | 'silence'
  | 'version';

export interface ArgumentSpec {
  /** commander's syntax: `<file>`, `[version]`, `[monitor...]`. */
  readonly syntax: string;
  readonly description: string;
  /** What completion offers; a list is also what is chosen from where it is asked. */
  readonly complete?: 'monitor' | 'environment' | 'file' | readonly string[];
  /** What of it is meant: completion offers what this machine knows, and it is chosen from where it is asked. */
  readonly known?: KnownArgument;
  /** An argument in `[…]` that is wanted unless one of these options is given (in camel case). */
  readonly unless?: readonly string[];
  /** What is answered is several arguments, with blanks between. */
  readonly several?: true;
}

export interface OptionSpec {
  /** commander's syntax: `--reads <n>`, `--url <url...>`, `--no-wait`. */
  readonly flags: string;
  readonly description: string;
  readonly complete?: 'environment' | 'file' | readonly string[];
}

/** What `safeParse` of a zod schema answers; all the shell needs to know of zod. */
export interface InputSchema<Input> {
  safeParse(value: unknown):
    | { readonly success: true; readonly data: Input }
    | {
        readonly success: false;
        readonly error: {
          readonly issues: readonly {
            readonly path: readonly PropertyKey[];
            readonly message: string;
          }[];
        };
      };
}

/** What a command found. `next` holds the one or two commands that an engineer would type now. */
export interface CommandOutcome<Data> {
  readonly verdict: Verdict;
  readonly data: Data;
  readonly next?: readonly string[];
  readonly problems?: readonly Problem[];
  /** Where the verdict alone does not tell: `6` when we stopped waiting, a child's own code. */
  readonly exitCode?: ExitCode | number;
  /** It was about a simulated world, though tsops itself runs in the real one. */
  readonly drill?: true;
  /** The stream has already printed everything; only the exit code remains. */
  readonly streamed?: boolean;
}

interface CommandBase<Input, Data> {
  /** One to three words: `health`, `config show`. Its group and summary stand in `commands/table.ts`. */
  readonly name: string;
  readonly danger: Danger;
  /** At least one; help begins with them. */
  readonly examples: readonly [Example, ...Example[]];
  readonly arguments?: readonly ArgumentSpec[];
  readonly options?: readonly OptionSpec[];
  /**
   * Takes `{ ...options, ...arguments }` in camel case as commander parsed them (strings, booleans, lists
   * of strings) and turns them into typed input. An issue's message is shown to the user as it stands,
   * after the flag or argument that its path names.
   */
  readonly input: InputSchema<Input>;
  /** The human text of the same data that `--json` prints. No trailing newline. */
  view(data: Data, screen: Screen): string;
  /**
   * Where people look at the same at the vendor's; null where there is no such page. Such a command has `--web`, and a
   * field `web` in its document.
   */
  webPage?(data: Data, config: Config): string | null;
  /** Its text is read by a program (a shell): nothing is added to it, not even the sandbox's mark. */
  readonly plain?: true;
}

/** A command that only reads, or writes local files. */
export interface ReadCommand<Input, Data> extends CommandBase<Input, Data> {
  run(input: Input, context: Context, live: Live<Data>): Promise<CommandOutcome<Data>>;
}

/** A command that is the door to an action: the shell adds `--dry-run`, consent, `--no-wait`, `--timeout`. */
export interface ActionCommand<Input, P extends Plan, Receipt, Proof>
  extends CommandBase<Input, Performed<P, Receipt, Proof>> {
  action(input: Input, context: Context): Promise<Action<P, Receipt, Proof>>;
}

// biome-ignore-start lint/suspicious/noExplicitAny: a table of commands holds inputs and data of every type
export type AnyCommand = ReadCommand<any, any> | ActionCommand<any, any, any, any>;
// biome-ignore-end lint/suspicious/noExplicitAny: see above

/** Types a command that reads; such a command is its module's default export. */
export function defineCommand<Input, Data>(command: ReadCommand<Input, Data>) {
  return command;
}

/** Types a command that writes through an action. */
export function defineAction<Input, P extends Plan, Receipt, Proof>(
  command: ActionCommand<Input, P, Receipt, Proof>,
) {
  return command;
}
