import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { endToEnd } from '../support/e2e.ts';
import { expectQuietTerminal, onTerminal, pseudoTerminals, sitDown } from '../support/e2e-pty.ts';

const suite = endToEnd();
const pty = await pseudoTerminals();
const looksLikeOne = `ghp_${'a1B2'.repeat(9)}`;
const ours = 'kept-of-ours-0123456789';
const ctrlC = '\u0003';

function sit(args: readonly string[], env: Record<string, string>) {
  if (pty === undefined) throw new Error('there is no pseudo-terminal');
  return sitDown(pty, suite, args, env);
}

/** A repository whose package is called by that name. */
function named(name: string): string {
  const folder = suite.folder();
  mkdirSync(join(folder, '.git'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name }));
  return folder;
}

describe.skipIf(pty === undefined)('a question on a terminal', onTerminal, () => {
  test.each([
    ['one that looks like a secret', looksLikeOne, 'xterm-256color'],
    ['one of ours', ours, 'xterm-256color'],
    ['one that looks like a secret, line by line', looksLikeOne, 'dumb'],
  ])('offers an answer without the secret in it: %s', async (_, name, TERM) => {
    named(name);
    const person = sit(['init'], { GITHUB_TOKEN: ours, TERM });
    await person.sees('Name of the service');
    await person.sees('redacted]');
    person.types(ctrlC);
    await person.ended;
    // Colours and moves may lie between the letters.
    const written = person.raw().replace(/\u001b\[[\d;?]*[A-Za-z]/g, '');
    expect(written).not.toContain(name.slice(1));
    if (TERM !== 'dumb') expectQuietTerminal(person);
  });

  test('offers what is no secret as it is', async () => {
    named('shop-of-acme');
    const person = sit(['init'], { GITHUB_TOKEN: ours });
    await person.sees('shop-of-acme');
    person.types(ctrlC);
    expect(await person.ended).toBe(130);
    expectQuietTerminal(person);
  });

  test('is answered without the secret being shown again', async () => {
    named('shop');
    const person = sit(['init'], { GITHUB_TOKEN: ours });
    await person.sees('Name of the service');
    person.types(`${ours}\r`);
    await person.sees('Address of production');
    person.types(ctrlC);
    await person.ended;
    expect(person.lines().join('\n')).not.toContain(ours);
    expect(person.lines().join('\n')).toContain('[redacted]');
  });
});
