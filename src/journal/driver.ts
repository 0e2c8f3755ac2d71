/*
 * Who drives a record, and whether that process still lives. A pid alone does not tell: it is given
 * anew after a while, and means another process in another container.
 */
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { minute } from '../domain/time/units.ts';

export interface Driver {
  readonly pid: number;
  readonly host: string;
  /** Who runs it; absent where the system does not tell. */
  readonly user?: string;
  /** Boot and pid namespace in which `pid` means something; empty where /proc does not tell. */
  readonly space: string;
  /** Start time of the process in clock ticks since boot (proc(5), stat field 22); null without /proc. */
  readonly started: string | null;
  /** When it last showed itself, ISO 8601 in UTC. */
  readonly heartbeat: string;
}

/** Every driver shows itself far more often than this; one elsewhere that did not is gone. Milliseconds. */
const silence = minute;

export function ourselves(epochMs: number): Driver {
  return {
    pid: process.pid,
    host: hostname(),
    ...userName(),
    space: pidSpace(),
    started: statOf(process.pid)?.started ?? null,
    heartbeat: new Date(epochMs).toISOString(),
  };
}

/**
 * Here, the process itself is asked: gone, ended but not yet collected, or its pid given to another.
 * On another machine only the heartbeat can be asked.
 */
export function isAlive(driver: Driver, epochMs: number): boolean {
  if (!isHere(driver)) {
    return epochMs - Date.parse(driver.heartbeat) <= silence;
  }
  if (!answers(driver.pid)) return false;
  const stat = statOf(driver.pid);
  if (stat === undefined) return true;
  const recycled = driver.started !== null && driver.started !== stat.started;
  return !recycled && !/[ZX]/.test(stat.state);
}

/** Whether this machine, as it runs now, can be asked for its process. */
function isHere({ host, space }: Driver): boolean {
  return host === hostname() && space === pidSpace();
}

/**
 * Watches a driver that counts as alive. One elsewhere whose heartbeat stood still for `silence` while we waited is
 * gone, whatever the clocks say: by a clock that was ahead it would count as alive until then.
 */
export function watchDriver(): {
  /** True once it is gone. `waited`: milliseconds for which it is waited. */
  stoodStill(driver: Driver, waited: number): boolean;
} {
  let seen = '';
  let since = 0;
  return {
    stoodStill(driver, waited) {
      const shown = JSON.stringify(driver);
      if (shown !== seen) since = waited;
      seen = shown;
      return !isHere(driver) && waited - since > silence;
    },
  };
}

/** The driver that a lock file's text names; undefined where it names none. */
export function parseDriver(text: string): Driver | undefined {
  try {
    const { pid, host, user, space, started, heartbeat } = JSON.parse(text);
    const whole =
      Number.isSafeInteger(pid) &&
      pid > 0 &&
      typeof host === 'string' &&
      typeof space === 'string' &&
      (started === null || typeof started === 'string') &&
      Number.isFinite(Date.parse(heartbeat));
    if (!whole) return undefined;
    const who = typeof user === 'string' ? { user } : {};
    return { pid, host, ...who, space, started, heartbeat };
  } catch {
    return undefined;
  }
}

function userName(): { readonly user?: string } {
  try {
    return { user: userInfo().username };
  } catch {
    // An id without an account, as in some containers.
    return {};
  }
}

function answers(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

function statOf(pid: number): { state: string; started: string } | undefined {
  const text = fromProc(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  // The second field is the program's name in brackets, which may hold spaces and brackets itself.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, started] = [fields[0], fields[19]];
  return state && started ? { state, started } : undefined;
}

function pidSpace(): string {
  const boot = fromProc(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
  return boot && `${boot} ${fromProc(() => readlinkSync('/proc/self/ns/pid'))}`;
}

function fromProc(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
