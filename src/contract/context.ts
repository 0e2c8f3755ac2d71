/*
 * What a command may use of the world, as types only: time, the terminal, the config, the outside
 * systems, the journal. The process edge (`main.ts`) fills it; tests fill it with fakes.
 */
import type { Config } from '../config/schema.ts';
import type { Verdict } from '../domain/evidence/verdict.ts';
import type { Env } from '../domain/net/env.ts';
import type { Language, Text } from '../domain/text/language.ts';
import type { Journal } from '../ports/journal.ts';
import type { Services } from '../ports/services.ts';
import type { TableEntry } from './command-table.ts';
import type { TsopsError } from './errors.ts';

/** Epoch milliseconds, and a sleep that ends early (rejecting with the signal's reason) on abort. */
export interface Clock {
  now(): number;
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** Colour and weight. Without colour every function returns its text unchanged. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  warn(text: string): string;
  bad(text: string): string;
  accent(text: string): string;
}

export interface TableOptions {
  /** Column headings, shown dim. */
  readonly head?: readonly string[];
  /** Columns to align right, by index. */
  readonly right?: readonly number[];
  /** The column that gives way (is cut with `…`) where the table is wider than the screen. */
  readonly flexible?: number;
  /** Spaces before each line; default 2. */
  readonly indent?: number;
}

/** What the lowest and the highest bar of a sparkline stand for. */
export interface SparklineScale {
  readonly low: number;
  readonly high: number;
}

/** What a view draws on. Pure: it returns text and prints nothing. */
export interface Screen {
  /** Columns; never cut to it when `terminal` is false. */
  readonly columns: number;
  readonly rows: number;
  readonly terminal: boolean;
  /** A terminal whose cursor moves, so that what was drawn can be drawn over (not TERM=dumb). */
  readonly redraws: boolean;
  readonly paint: Paint;
  /** In which people read content: `--lang`, else the config's. */
  readonly language: Language;
  /** IANA name of the team's zone. */
  readonly zone: string;
  /**
   * A next step as it can be typed here: one of `tsops` with the `npx` by which tsops was called. Documents and records
   * keep the step as it is.
   */
  step(text: string): string;
  /** The text in the reader's language. */
  say(text: Text): string;
  /** A sign and a word: `✔ ok`, `▲ warn`, `✖ bad`, `? unknown`, `· no data`. */
  verdict(verdict: Verdict): string;
  /** The sign alone, coloured. */
  sign(verdict: Verdict): string;
  /** Columns that a text takes; East Asian wide characters take two, colour none. */
  width(text: string): number;
  /** Cut to a number of columns with `…`. */
  fit(text: string, columns: number): string;
  table(rows: readonly (readonly string[])[], options?: TableOptions): string;
  /** One character per value, `▁` to `█`; a gap (null) is a space. From the least to the greatest, unless a scale is given. */
  sparkline(values: readonly (number | null)[], scale?: SparklineScale): string;
  /** `2026-11-23 12:12:05 KST (03:12 UTC)`: the team's zone, and UTC for whoever compares with a vendor's page. */
  time(epochMs: number): string;
  /** `12:12 KST`: hour and minute in the team's zone. */
  clock(epochMs: number): string;
  /** `3h 12m ago`, `3시간 12분 전`; seconds below a minute. */
  ago(epochMs: number): string;
  /** A length of time in two units at most: `14m 53s`, `14분 53초`. */
  span(milliseconds: number): string;
}

/** Something under way, shown on stderr: a spinner on a terminal, a line per note elsewhere. */
export interface ProgressSink {
  /** Replaces the spinner's text; says nothing where there is no terminal. */
  update(text: string): void;
  /** A line that stays. */
  note(text: string): void;
  stop(): void;
}

/** One answer to a question of which all are known. */
export interface Choice {
  /** What is typed for it. */
  readonly value: string;
  /** What people recognise it by, beside the value. */
  readonly hint?: string;
}

export interface Terminal {
  /** True only where a question can be put: stdin and stderr are terminals, and no `--no-input`. */
  readonly interactive: boolean;
  readonly screen: Screen;
  progress(text: string): ProgressSink;
  /** A line on stderr. */
  warn(text: string): void;
  /** y/N, default No. Only where `interactive`. False on Ctrl-C or Esc too. */
  confirm(question: string): Promise<boolean>;
  /**
   * A line of text, trimmed; undefined when it was given up. Enter alone answers `offered`, which is shown. Only
   * where `interactive`.
   */
  ask(question: string, offered?: string): Promise<string | undefined>;
  /** The value of one of the choices; undefined when it was given up. Only where `interactive`. */
  choose(question: string, choices: readonly Choice[]): Promise<string | undefined>;
  /**
   * One key of those given (`enter`, `escape`, letters, digits), without Enter; `prompt` goes away again.
   * Only where `interactive`. Rejects with the signal's reason on Ctrl-C, and when `takenBack` aborts.
   */
  key(prompt: string, keys: readonly string[], takenBack?: AbortSignal): Promise<string>;
  /**
   * Asks the terminal to put a text into its clipboard (OSC 52); it does not say whether it did. False where
   * it understands no such thing. Only where `interactive`.
   */
  offerToClipboard(text: string): boolean;
  /** All of stdin as text, at most `limit` bytes; fails with a usage error beyond. */
  readInput(limit: number): Promise<string>;
}

/** What a command shows while it is still running. */
export interface Live<Data> {
  /** Redraws the view in place on a terminal; nothing elsewhere. */
  update(data: Data): void;
  /** One step of a stream: a JSON line with `--json`, in place on a terminal, else printed below. */
  emit(data: Data, verdict: Verdict): void;
}

/** Child processes: always an argument array, never a shell. Secrets go through `env`, never `args`. */
export interface Children {
  /** Runs to its end and captures its output. A missing program is `{ missing: true }`. */
  capture(
    file: string,
    args: readonly string[],
    options?: { readonly timeout?: number; readonly cwd?: string; readonly input?: string },
  ): Promise<Captured>;
  /**
   * Runs a program that others wrote, in a process group that ends with it and with us. It gets no terminal and no
   * input; of the variables with secrets it gets those that are named.
   */
  run(file: string, args: readonly string[], options: RunOptions): Promise<ProgramEnd>;
  /** Starts a program that may outlive us, away from our terminal; false where it is missing, or once it has failed. */
  launch(file: string, args: readonly string[]): Promise<boolean>;
  /** Runs with our own stdin, stdout and stderr; passes signals on; answers its exit code. */
  attach(file: string, args: readonly string[], options?: { readonly env?: Env }): Promise<number>;
}

export interface RunOptions {
  readonly env?: Env;
  readonly secrets?: readonly string[];
  readonly cwd?: string;
  /** Milliseconds; then its group is ended. */
  readonly timeout: number;
  /** Ends its group when it aborts, as Ctrl-C does. */
  readonly signal?: AbortSignal;
  /** A line of its output, cleaned, as it comes. */
  line(text: string): void;
}

/** How a program ended that was run for a runbook. */
export interface ProgramEnd {
  /** As a shell has it: 127 not found, 126 not a program, 124 timed out, 128 + its number for a signal. */
  readonly exitCode: number;
  /** The last lines of what it wrote, cleaned. */
  readonly output: string;
  /** `signal`: we were stopped, and it with us, so that nobody knows what it has done. */
  readonly ended: 'itself' | 'timeout' | 'signal';
}

export interface Captured {
  readonly missing: boolean;
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where tsops stands: directories, environment variables, how to run ourselves again. */
export interface Host {
  readonly cwd: string;
  readonly env: Env;
  /** File and first arguments that start this very tsops as a child process. */
  readonly self: readonly [string, ...string[]];
  /** The command line as typed, quoted for a shell; suggestions repeat it with a flag added. */
  readonly typed: string;
  readonly nodeVersion: string;
  readonly platform: string;
  readonly home: string;
  /** Signed-in user and machine name, for the record. */
  readonly user: string;
}

export interface GlobalOptions {
  readonly json: boolean;
  readonly debug: boolean;
  /** From `--lang`; else the config decides. */
  readonly language: 'en' | 'ko' | undefined;
  /** The file named by `--config`, if any. */
  readonly configFile: string | undefined;
  /** What `--env` names, if anything; `environment()` checks it. */
  readonly environment?: string | undefined;
}

export interface Context {
  readonly clock: Clock;
  /** Aborts on Ctrl-C and SIGTERM. Its reason is a TsopsError of kind `interrupted` or `terminated`. */
  readonly signal: AbortSignal;
  readonly host: Host;
  readonly options: GlobalOptions;
  /** Read and validated at the first call; throws a config error (exit 2). */
  config(): Promise<LoadedConfig>;
  /** The environment meant: `--env`, else `production`. Throws a usage error for an unknown one. */
  environment(): Promise<string>;
  readonly services: Services;
  readonly journal: Journal;
  readonly terminal: Terminal;
  readonly children: Children;
  /** True inside the sandbox: everything is marked DRILL, and only loopback is ever contacted. */
  readonly drill: boolean;
  /** Every command of tsops, by name; for what reads about commands (a runbook's lines) without running one. */
  readonly commands: readonly TableEntry[];
  /**
   * Runs another tsops command in this process, with our terminal: `['invalidate', '--all']`. `quiet`: what
   * it prints on stdout is only kept.
   */
  tsops(argv: readonly string[], options?: { readonly quiet?: boolean }): Promise<Ran>;
  /** The same tsops in another environment, as a drill needs it: its config, services, journal and time. */
  enter(elsewhere: Elsewhere): Promise<Context>;
}

/** A command that ran in this process. */
export interface Ran {
  readonly exitCode: number;
  /** What it wrote to stdout. */
  readonly output: string;
}

export interface Elsewhere {
  readonly env: Env;
  /** Where files are written that nobody gave a place. */
  readonly cwd: string;
}

export interface LoadedConfig {
  readonly config: Config;
  /** The file it was read from; undefined for the shipped defaults. */
  readonly file: string | undefined;
  /** Dotted path of a value → where it was set. What is not here is a default. */
  readonly origin: ReadonlyMap<string, string>;
  /** What the file may do with keys; absent without a file. */
  readonly trust?: ConfigTrust;
  /** A file further up that belongs to another user, and is not used. */
  readonly ignored?: string;
  /** A repository of somebody else's, and an address of TalkStudio's. */
  readonly mixed?: true;
  /** Whose service is meant, and which values of TalkStudio's are in force; read when it is asked. */
  meant?(): Promise<MeantService>;
}

export interface MeantService {
  /** `unknown` outside of any repository, with no config that tells. */
  readonly whose: 'talkstudio' | 'other' | 'unknown';
  /** Values of TalkStudio's that are in force, by dotted key. */
  readonly inherited: readonly { readonly key: string; readonly value: string }[];
}

/** Whether a config may choose where keys go, and where is written. */
export interface ConfigTrust {
  /** Named by `--config` or TSOPS_CONFIG, or in the user's config directory. */
  readonly named: boolean;
  /** True too where it was named, or chooses nothing that needs trust. */
  readonly trusted: boolean;
  /** Addresses beyond the vendors' own hosts: `sentry.url: https://…`. */
  readonly hosts: readonly string[];
  /** What is read and written at the vendors: `github.owner: acme`. */
  readonly destinations: readonly string[];
  /** Why a vendor (its row's name) may not be asked with our key; null where it may. */
  refusal(vendor: string): TsopsError | null;
  /** Why nothing may be written; null where it may. */
  writeRefusal(): TsopsError | null;
  /** Remembers that the engineer trusts it, as it is now. */
  accept(): Promise<void>;
}
