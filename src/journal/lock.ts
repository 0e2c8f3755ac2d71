/*
 * One driver per record. `lock` names the process that drives it. Where that process is gone, its lock is
 * not removed (two processes that both found it stale could then remove each other's): whoever comes
 * writes `lock.<nonce of the stale lock>`, and only one can. The driver is the last of this chain. Only
 * the driver removes it, the head first, so that no file of a chain ever comes back under a living head.
 */
import {
  closeSync,
  existsSync,
  fstatSync,
  linkSync,
  openSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../contract/context.ts';
import { TsopsError } from '../contract/errors.ts';
import { type Driver, isAlive, ourselves, parseDriver } from './driver.ts';

export interface Lock {
  /** The last driver of the chain, which is gone; null where nobody left it behind. */
  readonly tookOver: { readonly pid: number; readonly host: string } | null;
  /** False once somebody took it over (this machine slept), or removed it by hand. */
  held(): boolean;
  release(): void;
}

interface Link {
  readonly file: string;
  readonly nonce: string;
  /** Undefined where the file does not name one; such a lock is stale, for ours appear complete. */
  readonly driver: Driver | undefined;
}

/** Milliseconds; a quarter of the silence after which a driver elsewhere counts as gone. */
const heartbeatEvery = 15_000;
const longestChain = 1_000;

/** The live process that drives the record in `directory`, if any. */
export function driverOf(directory: string, epochMs: number): Driver | null {
  const driver = chainOf(directory).at(-1)?.driver;
  return driver && isAlive(driver, epochMs) ? driver : null;
}

/**
 * Throws `refused` naming the live process that holds it, and whatever the file system throws. `gone`: a driver that
 * is known not to live any more, whatever its heartbeat says.
 */
export function takeLock(directory: string, clock: Clock, gone?: Driver): Lock {
  const nonce = Math.random().toString(36).slice(2) + Math.random().toString(36).slice(2);
  const me = ourselves(clock.now());
  const fresh = join(directory, `lock-new.${nonce}`);
  // Written apart and linked into place: a lock is complete from the moment it is there.
  const handle = openSync(fresh, 'wx', 0o600);
  try {
    writeSync(handle, textOf(me, nonce));
    const { file, from } = claim(directory, fresh, nonce, clock, gone);
    const tookOver = from === undefined ? null : { pid: from.pid, host: from.host };
    return { ...keep({ directory, file, nonce, handle, me, clock }), tookOver };
  } catch (error) {
    closeSync(handle);
    throw error;
  } finally {
    unlinkSync(fresh);
  }
}

interface Claimed {
  readonly file: string;
  /** Who left it behind. */
  readonly from: Driver | undefined;
}

function claim(
  directory: string,
  fresh: string,
  nonce: string,
  clock: Clock,
  gone: Driver | undefined,
): Claimed {
  for (;;) {
    const chain = chainOf(directory);
    const last = chain.at(-1);
    if (last?.driver && isAlive(last.driver, clock.now()) && !isSame(last.driver, gone)) {
      throw driven(last.driver);
    }
    const file = join(directory, last ? `lock.${last.nonce}` : 'lock');
    if (!linked(fresh, file)) continue;
    // The chain may have been given back since it was read; then its successor is nobody's.
    if (readLink(join(directory, 'lock'), 0)?.nonce === (chain[0]?.nonce ?? nonce)) {
      return { file, from: last?.driver };
    }
    unlinkSync(file);
  }
}

function isSame(one: Driver, other: Driver | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

interface Holding {
  readonly directory: string;
  readonly file: string;
  readonly nonce: string;
  readonly handle: number;
  readonly me: Driver;
  readonly clock: Clock;
}

function keep(holding: Holding): Omit<Lock, 'tookOver'> {
  const { directory, file, nonce, handle, me, clock } = holding;
  const beat = setInterval(() => {
    // Written in place and always as long: readers see the old time or the new one.
    const heartbeat = new Date(clock.now()).toISOString();
    try {
      writeSync(handle, textOf({ ...me, heartbeat }, nonce), 0);
    } catch {
      // A full disk does not write in place either; the next one may.
    }
  }, heartbeatEvery);
  beat.unref();
  const { ino } = fstatSync(handle);
  let released = false;
  const held = () =>
    !released &&
    statSync(file, { throwIfNoEntry: false })?.ino === ino &&
    !existsSync(join(directory, `lock.${nonce}`));
  const release = () => {
    if (released) return;
    const chain = held() ? chainOf(directory) : [];
    released = true;
    clearInterval(beat);
    // Open until now, so that no other file could get its inode.
    closeSync(handle);
    if (chain.at(-1)?.nonce !== nonce) return;
    try {
      for (const link of chain) unlinkSync(link.file);
    } catch {
      // What stays is stale as soon as this process ends; it must not hide what was achieved.
    }
  };
  return { held, release };
}

/** From the head, `lock`, to the lock of the last driver; empty where nobody drove it. */
function chainOf(directory: string): Link[] {
  const chain: Link[] = [];
  for (let name = 'lock'; chain.length < longestChain; ) {
    const link = readLink(join(directory, name), chain.length);
    if (!link) return chain;
    chain.push(link);
    name = `lock.${link.nonce}`;
  }
  throw new Error(`The locks in ${directory} lead in a circle.`);
}

function readLink(file: string, depth: number): Link | undefined {
  // Nearly every record is driven by nobody, and an error that says so costs ten times the question.
  if (!existsSync(file)) return undefined;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const nonce = /"nonce":"([a-z0-9]{8,64})"/.exec(text)?.[1];
  return { file, nonce: nonce ?? `unreadable${depth}`, driver: parseDriver(text) };
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function textOf(driver: Driver, nonce: string): string {
  return `${JSON.stringify({ ...driver, nonce })}\n`;
}

function driven(by: Driver): TsopsError {
  return new TsopsError({
    kind: 'refused',
    message: `This record is being written by process ${by.pid} on ${by.host}.`,
    why: 'Two writers could do the same thing twice. Nothing was done.',
    next: ['wait until it ends, or press Ctrl-C there, then run this command again'],
  });
}
