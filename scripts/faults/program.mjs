/* The built program as a process, and what it left in its state folder. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const own = (path) => fileURLToPath(new URL(path, import.meta.url));
/** Shortens the pauses between two looks, kills at a line of the journal, keeps everything on loopback. */
const preloads = [own('../../test/support/e2e-preload.cjs'), own('full-disk.cjs')];
const required = preloads.map((file) => `--require ${JSON.stringify(file)}`).join(' ');

/** Milliseconds; what has not ended by then is stuck. The machine may be busy. */
const longest = 300_000;

/**
 * Runs tsops with `args` in a world. `how`: `env` (more variables), `state` (of another machine), `before`
 * (a program and its arguments that start it), `input`.
 */
export function runTsops(program, world, args, how = {}) {
  const [file, ...first] = [...(how.before ?? []), process.execPath, program, ...args];
  const env = {
    ...(how.machine ?? world.env),
    NODE_OPTIONS: required,
    TSOPS_E2E_TRAP: join(world.folder, 'trap'),
    TSOPS_E2E_HURRIED: '1',
    ...how.env,
  };
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined));
  const stdio = [how.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'];
  const child = spawn(file, first, { cwd: join(world.folder, 'files'), env: set, stdio });
  child.stdin?.end(how.input);
  return ended(child, how);
}

/** `until` is told what stands on stdout; where it is satisfied, Ctrl-C is pressed. */
function ended(child, { until = () => false, longest: limit = longest }) {
  return new Promise((resolve) => {
    const written = { stdout: '', stderr: '' };
    let inTime = true;
    for (const name of ['stdout', 'stderr']) {
      child[name].setEncoding('utf8').on('data', (chunk) => {
        written[name] += chunk;
        if (name === 'stdout' && until(written.stdout)) child.kill('SIGINT');
      });
    }
    const timer = setTimeout(() => {
      inTime = false;
      child.kill('SIGKILL');
    }, limit);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ ...written, code, signal, ended: inTime });
    });
  });
}

/** Every journal below a state folder, newest last: its id, its text and the lines that can be read. */
export function journalsOf({ XDG_STATE_HOME }) {
  const records = join(XDG_STATE_HOME, 'tsops/records');
  return idsIn(records).flatMap((id) => {
    const text = textOf(join(records, id, 'journal.jsonl'));
    return text === null ? [] : [{ id, text, lines: linesOf(text) }];
  });
}

function idsIn(folder) {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

function linesOf(text) {
  return text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line)];
    } catch {
      return [];
    }
  });
}
