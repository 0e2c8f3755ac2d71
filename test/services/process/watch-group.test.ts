import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { gated } from '../../../src/services/process/watch-group.ts';

async function outputOf(line: string): Promise<string> {
  const [file, args] = gated('sh', ['-c', 'echo "$$ $1"; cat <&3 2>/dev/null', 'sh', "it's begun"]);
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'ignore', 'pipe'] });
  (child.stdio[3] as Writable).end(line);
  const { stdout } = child;
  if (stdout === null) throw new Error('no stream');
  const [output] = await Promise.all([text(stdout), once(child, 'exit')]);
  return output.replace(String(child.pid), 'PID');
}

it('a program begins once it is told to, as the leader that was started, without the gate', async () => {
  expect(await outputOf('begin\n')).toBe("PID it's begun\n");
});

it.each(['', 'beg'])(
  'a program never begins where who starts it is gone before: %j',
  async (line) => {
    expect(await outputOf(line)).toBe('');
  },
);
