import xterm from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import { svg } from '../../scripts/screens/svg.mjs';

async function drawn(output: string, command = 'tsops'): Promise<string> {
  const terminal = new xterm.Terminal({
    cols: 20,
    rows: 5,
    convertEol: true,
    allowProposedApi: true,
  });
  await new Promise<void>((resolve) => terminal.write(output, resolve));
  return svg(terminal, command);
}

/** `[x, text]` of every text of one row; row 0 is the prompt. */
function row(image: string, index: number): [number, string][] {
  const base = 46 + index * 19 + 14;
  return [...image.matchAll(/<text x="([\d.]+)" y="(\d+)" textLength[^>]*>([^<]*)</g)]
    .filter(([, , y]) => Number(y) === base)
    .map(([, x, , text = '']) => [Math.round((Number(x) - 18) / 8.4), text]);
}

describe('a screen drawn as SVG', () => {
  it('has every piece at its column', async () => {
    expect(row(await drawn('ok   12 ms  staging'), 1)).toEqual([
      [0, 'ok'],
      [5, '12 ms'],
      [12, 'staging'],
    ]);
  });

  it('gives a wide character two cells', async () => {
    const image = await drawn('한국 ok');
    expect(row(image, 1)).toEqual([
      [0, '한'],
      [2, '국'],
      [5, 'ok'],
    ]);
    expect(image).toContain('textLength="16.8"');
  });

  it('keeps colour and weight', async () => {
    const image = await drawn(
      '\u001b[31mdown\u001b[0m \u001b[1mnow\u001b[0m \u001b[2mthen\u001b[0m',
    );
    expect(image).toMatch(/fill="#ff7b72">down</);
    expect(image).toMatch(/font-weight="700">now</);
    expect(image).toMatch(/opacity="0.65">then</);
  });

  it('shows nothing as markup, and no blank lines at its end', async () => {
    const image = await drawn('<b> & "x"\n\n\n', "tsops '<&>'");
    expect(image).toContain('&lt;b&gt; &amp; "x"');
    expect(image).toContain('&lt;&amp;&gt;');
    expect(image).toContain(`height="${46 + 2 * 19 + 18}"`);
  });
});
