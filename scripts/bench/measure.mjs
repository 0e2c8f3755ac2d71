import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * One run of a program: milliseconds from spawn to exit, and its peak resident memory in MiB (Linux; else
 * null). Output goes into a pipe, as it does in a script. Throws when it exits with a code not expected.
 */
export async function runOnce({ file, args, env, codes = [0] }) {
  const started = process.hrtime.bigint();
  const child = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  child.stderr.on('data', (chunk) => {
    text += chunk;
  });
  let peak = null;
  const look = setInterval(() => {
    peak = peakOf(child.pid) ?? peak;
  }, 4);
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const wall = Number(process.hrtime.bigint() - started) / 1e6;
  clearInterval(look);
  if (!codes.includes(code)) {
    throw new Error(`${file} ${args.join(' ')} exited with ${code}:\n${text.slice(-2000)}`);
  }
  return { wall, peak };
}

function peakOf(pid) {
  try {
    const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return line === null ? null : Number(line[1]) / 1024;
  } catch {
    return null;
  }
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/**
 * Runs all subjects in turn, round after round, so that whatever else the machine does meets all of them
 * alike. The first round only warms caches. Returns `{ wall, peak }` medians by the subject's name.
 */
export async function interleave(subjects, rounds) {
  const taken = new Map(subjects.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const subject of subjects) {
      await subject.prepare?.(round);
      const run = await runOnce({ ...subject, args: subject.argsOf?.(round) ?? subject.args });
      if (round > 0) taken.get(subject.name).push(run);
    }
  }
  return new Map(
    [...taken].map(([name, runs]) => [
      name,
      { wall: median(runs.map((run) => run.wall)), peak: median(runs.map((run) => run.peak ?? 0)) },
    ]),
  );
}
