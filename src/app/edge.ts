/*
 * Makes the Context that a command works with out of the real process. Nothing is read or loaded before a
 * command asks for it.
 */

import { commandTable } from '../commands/table.ts';
import { environmentNamed } from '../config/environment-name.ts';
import type { Clock, Context, Host, Ran } from '../contract/context.ts';
import { shellQuote } from '../domain/text/shell-quote.ts';
import type { Journal } from '../ports/journal.ts';
import { createKeyRing, type KeyRing } from '../services/key-ring.ts';
import { createChildren } from '../services/process/children.ts';
import { createServices } from '../services/registry.ts';
import { createTerminal, type Streams } from '../terminal/create.ts';
import { type GlobalFlags, readCommandLine } from './cli.ts';
import { type ConfigOnce, readOnce } from './config-once.ts';
import { interruptions, realClock, realHost, realStreams } from './host.ts';
import { screenDoor } from './screen-door.ts';
import { isSecretVariable, secretsIn } from './secrets.ts';
import { printError, runCommand } from './shell.ts';

/** Runs the command line of this process; resolves to its exit code. */
export async function main(): Promise<number> {
  const argv = process.argv.slice(2);
  const interruption = interruptions();
  const door = screenDoor(realStreams(interruption), secretsIn(process.env));
  const { signal } = interruption;
  const exitCode = await run(argv, door.streams, signal);
  try {
    await door.settled();
    return exitCode;
  } catch (thrown) {
    // What waited in the door could not be written.
    const context = await createContext(guessedFlags(argv), argv, door.streams, signal);
    const failed = await printError(thrown, 'tsops', context, door.streams);
    await door.settled().catch(() => {});
    return failed;
  }
}

async function run(
  argv: readonly string[],
  streams: Streams,
  signal: AbortSignal,
): Promise<number> {
  try {
    const invocation = await readCommandLine(argv);
    if ('entry' in invocation) {
      const context = await createContext(invocation.globals, argv, streams, signal);
      return await runCommand(invocation, context, streams);
    }
    streams.writeOut(invocation.print);
    return 0;
  } catch (thrown) {
    const context = await createContext(guessedFlags(argv), argv, streams, signal);
    return printError(thrown, 'tsops', context, streams);
  }
}

/** The global flags of a command line that could not be read, to print its error as was asked. */
function guessedFlags(argv: readonly string[]): GlobalFlags {
  const end = argv.indexOf('--');
  const words = end === -1 ? argv : argv.slice(0, end);
  return {
    json: words.includes('--json'),
    color: !words.includes('--no-color'),
    input: false,
    debug: words.includes('--debug'),
  };
}

/** What a context is made of: the process's own, or another place that is entered (a drill). */
interface Place {
  readonly flags: GlobalFlags;
  readonly host: Host;
  readonly clock: Clock;
  readonly streams: Streams;
  readonly signal: AbortSignal;
  /** That of the command around it, which may be in memory alone. */
  readonly journal?: Journal;
  /** That of the command around it, where the same file is meant. */
  readonly config?: ConfigOnce;
  /** That of the command around it: nobody is asked for a code twice. */
  readonly keyRing?: KeyRing;
}

function createContext(
  flags: GlobalFlags,
  argv: readonly string[],
  streams: Streams,
  signal: AbortSignal,
): Promise<Context> {
  return contextOf({ flags, host: realHost(argv), clock: realClock, streams, signal });
}

async function contextOf(place: Place): Promise<Context> {
  const { flags, host, clock, streams, signal } = place;
  const { env } = host;
  const drill = (env.TSOPS_SANDBOX_URL ?? '') !== '';
  const children = createChildren(signal, env.PATH, { env, isSecret: isSecretVariable });
  const journal = place.journal ?? lazyJournal(place);
  const outgoing = {
    secrets: secretsIn(env),
    say: (what: string): void => streams.writeErr(`${what}\n`),
  };
  const once = place.config ?? configOf(place);
  const config = once.read;
  const keyRing = place.keyRing ?? createKeyRing();
  return {
    clock,
    signal,
    host,
    children,
    drill,
    config,
    options: optionsOf(flags),
    environment: async () => {
      const names = Object.keys((await config()).config.environments);
      const usual = names.includes('production') ? 'production' : (names[0] ?? 'production');
      return environmentNamed(flags.env ?? usual, names);
    },
    services: createServices({ config, env, clock, signal, children, drill, outgoing, keyRing }),
    journal,
    commands: commandTable,
    terminal: await createTerminal({
      streams,
      env,
      clock,
      colour: flags.color,
      calledBy: callerOf(host),
      input: flags.input && flags.json !== true,
      zone: () => once.loaded()?.config.timezone ?? 'Asia/Seoul',
      language: () => flags.lang ?? once.loaded()?.config.language ?? 'en',
      signal,
    }),
    tsops: (argv, options) =>
      runWithin({ ...place, journal, config: once, keyRing }, argv, options?.quiet === true),
    enter: ({ env: other, cwd }) => {
      // What was named here (a config, an environment) is not there.
      const { config: _config, env: _env, unrecorded: _unrecorded, ...kept } = flags;
      return contextOf({ flags: kept, streams, signal, clock, host: { ...host, env: other, cwd } });
    },
  };
}

/** By npx `tsops` alone may be on no PATH. What it runs is beside others in `.bin`; other programs hand its variable on. */
function callerOf({ env, self: [, program = ''] }: Host): string {
  const isNpx = env.npm_command === 'exec' && /[\\/]node_modules[\\/]\.bin[\\/]/.test(program);
  return isNpx ? 'npx ' : '';
}

function optionsOf(flags: GlobalFlags): Context['options'] {
  return {
    json: flags.json === true,
    debug: flags.debug === true,
    language: flags.lang,
    configFile: flags.config,
    environment: flags.env,
  };
}

/** Its own flags over ours; what was refused to us (colour, questions) is refused to it as well. */
function within(ours: GlobalFlags, own: GlobalFlags): GlobalFlags {
  const { color, input, ...others } = own;
  return { ...ours, ...others, color: ours.color && color, input: ours.input && input };
}

function configOf({ flags, host, streams }: Place): ConfigOnce {
  return readOnce(async () => {
    const { loadConfig } = await import('../config/load.ts');
    const loaded = await loadConfig({ file: flags.config, env: host.env, cwd: host.cwd });
    if (loaded.ignored !== undefined) {
      streams.writeErr(`${loaded.ignored} belongs to another user, and is not used\n`);
    }
    return loaded;
  });
}

/** Another command of ours. Where ours prints a document on stdout, what the other prints goes to stderr. */
async function runWithin(place: Place, argv: readonly string[], quiet: boolean): Promise<Ran> {
  let output = '';
  const writeOut = (text: string): void => {
    output += text;
    if (quiet) return;
    if (place.flags.json === true) place.streams.writeErr(text);
    else place.streams.writeOut(text);
  };
  const streams = { ...place.streams, writeOut };
  const host = { ...place.host, typed: `tsops ${shellQuote(argv)}`.trim() };
  try {
    const invocation = await readCommandLine(argv);
    if ('print' in invocation) {
      writeOut(invocation.print);
      return { exitCode: 0, output };
    }
    const flags = within(place.flags, invocation.globals);
    const { config, ...others } = place;
    const same = flags.config === place.flags.config && config !== undefined ? { config } : {};
    const context = await contextOf({ ...others, ...same, flags, host, streams });
    return { exitCode: await runCommand(invocation, context, streams), output };
  } catch (thrown) {
    const context = await contextOf({ ...place, host, streams });
    return { exitCode: await printError(thrown, 'tsops', context, streams), output };
  }
}

/** The journal on disk, loaded at its first use: most commands never write. */
function lazyJournal({ host, clock, flags, streams }: Place): Journal {
  let made: Promise<Journal> | undefined;
  const journal = (): Promise<Journal> => {
    made ??= Promise.all([
      import('../journal/disk.ts'),
      import('../journal/state-folder.ts'),
      import('../contract/state-directory.ts'),
    ]).then(async ([{ createFileJournal }, { tightenFolder }, { stateDirectory }]) => {
      const options = { clock, actor: host.user, secrets: secretsIn(host.env) };
      const stateDir = stateDirectory(host.env, host.home);
      const changed = tightenFolder(stateDir);
      if (changed !== null) streams.writeErr(`${changed}\n`);
      const recorded = createFileJournal({ ...options, stateDir });
      if (flags.unrecorded !== true) return recorded;
      const { createUnrecordedJournal } = await import('../journal/unrecorded.ts');
      const warn = (text: string): void => streams.writeErr(`${text}\n`);
      return createUnrecordedJournal({ ...options, recorded, warn });
    });
    return made;
  };
  const prepare = (): void => {
    // The requests of this turn leave first. What cannot be loaded is said when it is needed.
    setImmediate(() =>
      journal().then(
        (ready) => ready.prepare(),
        () => {},
      ),
    );
  };
  return {
    prepare,
    start: async (topic) => (await journal()).start(topic),
    reopen: async (id) => (await journal()).reopen(id),
    exclusively: async (name, work) => (await journal()).exclusively(name, work),
    list: async () => (await journal()).list(),
    naming: async (incident, among) => (await journal()).naming(incident, among),
    read: async (id) => (await journal()).read(id),
  };
}
