import { describe, expect, it } from 'vitest';
import { createTerminal, type Streams } from '../../src/terminal/create.ts';
import { fakeClock } from '../support/clock.ts';

interface World {
  readonly stdin?: boolean;
  readonly stdout?: boolean;
  readonly stderr?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: boolean;
  readonly piped?: string;
}

async function terminal(world: World = {}) {
  const errors: string[] = [];
  const streams: Streams = {
    stdin: { isTTY: world.stdin ?? true },
    stdout: { isTTY: world.stdout ?? true, columns: 100, rows: 30 },
    stderr: { isTTY: world.stderr ?? true },
    writeOut: () => {
      throw new Error('stdout is for data');
    },
    writeErr: (text) => errors.push(text),
    shown: async (text) => text,
    readInput: async (limit) =>
      (world.piped ?? '').length > limit ? undefined : (world.piped ?? ''),
  };
  const made = await createTerminal({
    streams,
    env: world.env ?? {},
    clock: fakeClock(),
    colour: true,
    input: world.input ?? true,
    zone: () => 'UTC',
    language: () => 'en',
    signal: new AbortController().signal,
  });
  return { made, errors };
}

describe('a terminal', () => {
  it.each([
    [{}, true],
    [{ stdout: false }, true],
    [{ stdin: false }, false],
    [{ stderr: false }, false],
    [{ input: false }, false],
  ])('where %j holds is interactive: %s', async (world, interactive) => {
    expect((await terminal(world)).made.interactive).toBe(interactive);
  });

  it('has a screen of its own size, and colour where stdout is one', async () => {
    const { made } = await terminal();
    expect(made.screen).toMatchObject({ columns: 100, rows: 30, terminal: true });
    expect(made.screen.redraws).toBe(true);
    expect(made.screen.paint.bad('x')).toContain('\u001b[');
  });

  it('offers a text to the clipboard of the terminal, and to none that would print it', async () => {
    const { made, errors } = await terminal();
    expect(made.offerToClipboard('+82-2-555-0101')).toBe(true);
    expect(errors).toEqual(['\u001b]52;c;KzgyLTItNTU1LTAxMDE=\u0007']);
    const dumb = await terminal({ env: { TERM: 'dumb' } });
    expect(dumb.made.offerToClipboard('+82-2-555-0101')).toBe(false);
    expect(dumb.errors).toEqual([]);
  });

  it('has a screen that is not drawn over where the cursor does not move', async () => {
    const { made } = await terminal({ env: { TERM: 'dumb' } });
    expect(made.screen).toMatchObject({ terminal: true, redraws: false });
    expect((await terminal({ stdout: false })).made.screen.redraws).toBe(false);
  });

  it('has no colour in a pipe', async () => {
    const { made } = await terminal({ stdout: false });
    expect(made.screen.paint.bad('x')).toBe('x');
  });

  it.each([
    ['stderr is no terminal', { stderr: false }],
    ['it is dumb', { env: { TERM: 'dumb' } }],
    ['it is a CI', { env: { CI: 'true' } }],
  ])('shows no spinner where %s: notes alone, one a line', async (_, world) => {
    const { made, errors } = await terminal(world);
    const progress = made.progress('asking');
    progress.update('still asking');
    progress.note('GitHub answered');
    progress.stop();
    expect(errors).toEqual(['GitHub answered\n']);
  });

  it('warns on stderr, a line each', async () => {
    const { made, errors } = await terminal();
    made.warn('careful');
    expect(errors).toEqual(['careful\n']);
  });

  it('reads stdin up to a limit, and refuses more', async () => {
    const { made } = await terminal({ piped: '/a\n/b\n' });
    expect(await made.readInput(100)).toBe('/a\n/b\n');
    await expect(made.readInput(3)).rejects.toMatchObject({ kind: 'usage' });
  });
});
