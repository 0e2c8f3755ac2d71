/* One key, without Enter, on a terminal that can be asked. The line that names the keys goes away again. */
import { askLine, type PromptOptions } from './prompt.ts';

const named: Readonly<Record<string, string>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\u001b': 'escape',
};
const interrupt = '\u0003';

/**
 * Waits for one of `keys`: a lower-case letter, a digit, `enter` or `escape`; any other is ignored. Of
 * several that come at once (a paste, keys typed ahead) only the first counts. Ctrl-C interrupts the whole
 * command, as everywhere. Rejects with the signal's reason.
 */
export async function readKey(
  prompt: string,
  keys: readonly string[],
  options: PromptOptions,
): Promise<string> {
  options.signal.throwIfAborted();
  return options.moves ? fromRaw(prompt, keys, options) : fromLine(prompt, keys, options);
}

function fromRaw(
  prompt: string,
  keys: readonly string[],
  { signal, write }: PromptOptions,
): Promise<string> {
  const { stdin } = process;
  return new Promise((resolve, reject) => {
    const end = (): void => {
      stdin.off('data', take);
      signal.removeEventListener('abort', stop);
      stdin.setRawMode(false);
      stdin.pause();
      const above = prompt.split('\n').length - 1;
      write(`\r${above > 0 ? `\u001b[${above}A` : ''}\u001b[0J`);
    };
    const stop = (): void => {
      end();
      reject(signal.reason);
    };
    const take = (bytes: Buffer): void => {
      const text = bytes.toString();
      // In raw mode the terminal makes no signal of it.
      if (text.includes(interrupt)) return void process.kill(process.pid, 'SIGINT');
      // An arrow and its like begin with an escape too, and are no key of ours.
      if (text.startsWith('\u001b') && text.length > 1) return;
      const [first = ''] = text;
      const key = named[first] ?? first.toLowerCase();
      if (!keys.includes(key)) return;
      end();
      resolve(key);
    };
    signal.addEventListener('abort', stop, { once: true });
    stdin.setRawMode(true);
    stdin.on('data', take);
    stdin.resume();
    write(prompt);
  });
}

/** A terminal that cannot move its cursor is asked line by line: the key, then Enter. */
async function fromLine(
  prompt: string,
  keys: readonly string[],
  options: PromptOptions,
): Promise<string> {
  for (;;) {
    const line = await askLine(prompt, options);
    options.signal.throwIfAborted();
    // The end of the input is no answer, and asking on would never end.
    if (line === undefined) return keys.includes('p') ? 'p' : 'escape';
    const key = line === '' ? 'enter' : (line[0] ?? '').toLowerCase();
    if (keys.includes(key)) return key;
  }
}
