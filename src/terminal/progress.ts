import type { ProgressSink } from '../contract/context.ts';
import { type Drawing, drawingStream } from './drawing.ts';

interface ProgressOptions extends Drawing {
  readonly terminal: boolean;
}

/** A spinner on stderr. Where stderr is no terminal only the notes are printed, one a line. */
export function createProgress(text: string, options: ProgressOptions): ProgressSink {
  return options.terminal ? spinner(text, options) : lines(options.write);
}

function lines(write: (text: string) => void): ProgressSink {
  return { update: () => {}, note: (text) => write(`${text}\n`), stop: () => {} };
}

function spinner(first: string, { write, colour }: ProgressOptions): ProgressSink {
  let text = first;
  let stopped = false;
  let stream: ReturnType<typeof drawingStream> | undefined;
  let spinning: { text: string; start(): unknown; stop(): unknown } | undefined;
  // ora costs more than all else here (it makes an Intl.Segmenter), so it comes while we already wait.
  void import('ora').then(({ default: ora }) => {
    if (stopped) return;
    const color = colour ? 'cyan' : false;
    stream = drawingStream({ write, colour });
    spinning = ora({ text, stream, discardStdin: false, color });
    spinning.start();
  });
  return {
    update(next) {
      text = next;
      if (spinning !== undefined) spinning.text = next;
    },
    note(line) {
      spinning?.stop();
      write(`${line}\n`);
      if (!stopped) spinning?.start();
    },
    stop() {
      stopped = true;
      spinning?.stop();
      stream?.destroy();
    },
  };
}
