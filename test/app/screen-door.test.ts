import { describe, expect, it } from 'vitest';
import { mayHoldSecret, screenDoor } from '../../src/app/screen-door.ts';
import { redactText } from '../../src/domain/text/redact.ts';
import type { Streams } from '../../src/terminal/create.ts';

const own = 'kept-of-ours-0123456789';
const token = `ghp_${'a1B2'.repeat(9)}`;

function opened() {
  const out: string[] = [];
  const err: string[] = [];
  const streams = {
    writeOut: (text: string) => out.push(text),
    writeErr: (text: string) => err.push(text),
  } as unknown as Streams;
  return { out, err, door: screenDoor(streams, [own]) };
}

describe('what is shown', () => {
  it('goes out at once where it holds no secret', () => {
    const { out, err, door } = opened();
    door.streams.writeOut('✔ production\n');
    door.streams.writeErr('asking\n');
    expect([out, err]).toEqual([['✔ production\n'], ['asking\n']]);
  });

  it('holds no secret, ours or one that looks like one, on either stream', async () => {
    const { out, err, door } = opened();
    door.streams.writeOut(`a ${own} b\n`);
    door.streams.writeErr(`plan: https://bot:kept@host.example ${token}\n`);
    await door.settled();
    expect(out.join('')).toBe('a [redacted] b\n');
    expect(err.join('')).toBe('plan: https://[redacted]@host.example [redacted]\n');
  });

  it('holds no secret right behind a colour or a move, which stay as they are', async () => {
    const { err, door } = opened();
    const [dim, plain, erase] = ['\u001b[2m', '\u001b[22m', '\u001b[2K'];
    door.streams.writeErr(`${erase}${dim}${token}${plain} ${dim}fine${plain}`);
    await door.settled();
    expect(err.join('')).toBe(`${erase}${dim}[redacted]${plain} ${dim}fine${plain}`);
    expect(await door.streams.shown(`${dim}${token}`)).toBe(`${dim}[redacted]`);
    expect(await door.streams.shown('no secret')).toBe('no secret');
  });

  it('holds no beginning of our secret that a cut left over', async () => {
    const { out, door } = opened();
    door.streams.writeOut(`${own.slice(0, 6)}…\n`);
    await door.settled();
    door.streams.writeOut(`${own.slice(0, 5)}… and ${own.slice(0, 6)}\n`);
    await door.settled();
    expect(out).toEqual(['[redacted]…\n', `${own.slice(0, 5)}… and ${own.slice(0, 6)}\n`]);
  });

  it('keeps its order, though a text with a secret takes longer', async () => {
    const { out, door } = opened();
    for (const text of ['1\n', `2 ${own}\n`, '3\n', `4 ${token}\n`, '5\n'])
      door.streams.writeOut(text);
    await door.settled();
    expect(out.map((text) => text[0])).toEqual(['1', '2', '3', '4', '5']);
    door.streams.writeOut('6\n');
    expect(out.at(-1)).toBe('6\n');
  });

  it('is still one document where it was one', async () => {
    const { out, door } = opened();
    const data = { detail: `x "${own}" {"api_key":123456}`, url: `https://u:${own}@h.example/` };
    door.streams.writeOut(`${JSON.stringify({ schema: 'tsops/digest@1', data })}\n`);
    await door.settled();
    const text = out.join('');
    expect(text.endsWith('}\n')).toBe(true);
    expect(JSON.parse(text)).toMatchObject({ schema: 'tsops/digest@1' });
    expect(text).not.toContain(own);
  });

  it.each([
    own,
    encodeURIComponent(`${own}/&`),
    Buffer.from(`x:${own}`).toString('base64'),
    Buffer.from(`xy:${own}`).toString('base64'),
    Buffer.from(`xyz:${own}`).toString('base64'),
    token,
    `github_pat_${'a1'.repeat(20)}`,
    `AKIA${'ABCD1234'.repeat(2)}`,
    `ASIA${'ABCD1234'.repeat(2)}`,
    `xoxb-${'1'.repeat(12)}`,
    'https://hooks.slack.com/services/T000/B000/abcdefgh',
    `sntrys_${'a1'.repeat(20)}`,
    `sntryu_${'a1'.repeat(20)}`,
    `eyJ${'a'.repeat(12)}.${'b'.repeat(12)}.${'c'.repeat(12)}`,
    'https://user:password1@host.example/',
    `routing_key: ${'a1'.repeat(16)}`,
    `Authorization: Token token=${'a'.repeat(20)}`,
    `u123456-${'0a'.repeat(12)}`,
    `Bearer ${'a1'.repeat(14)}`,
    `-----BEGIN PRIVATE KEY-----\nabc`,
    `https://x.example/?X-Amz-Signature=${'0a'.repeat(12)}`,
  ])('is looked at wherever redaction would find something: %s', (text) => {
    expect(redactText(`a ${text} b`, [own])).not.toBe(`a ${text} b`);
    expect(mayHoldSecret(`a ${text} b`, [own])).toBe(true);
  });
});
