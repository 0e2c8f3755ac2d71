/*
 * The door of everything that is shown: no secret passes it, whoever wrote the text. What redacts is loaded only
 * where a text may hold a secret; what is written meanwhile waits, so that the order stays.
 */
import { mayHoldKnown } from '../domain/text/secret-traces.ts';
import type { Streams } from '../terminal/create.ts';
import { jsonLine } from './output.ts';

// What a secret of a known shape holds. Wider than the shapes themselves, which decide.
const signs =
  /gh[pousr]_|github_pat_|akia|asia[a-z0-9]|xox|xapp-|hooks\.slack|\/services\/t|sntry|eyj|bearer|basic |authorization|cookie|(?:key|token|secret|password)\\?["']?\s{0,3}[:=]|token token|private key|:\/\/[^\s/]*@|\b[um]\d{4,12}-|(?:sig|signature|credential)=/i;

export interface ScreenDoor {
  readonly streams: Streams;
  /** Resolves once all that was written is out. */
  settled(): Promise<void>;
}

export function screenDoor(
  streams: Omit<Streams, 'shown'>,
  secrets: readonly string[],
): ScreenDoor {
  let waiting: Promise<void> | undefined;
  const guarded = (write: (text: string) => void) => (text: string) => {
    if (waiting === undefined && !mayHoldSecret(text, secrets)) return write(text);
    waiting = (waiting ?? Promise.resolve()).then(async () => write(await redacted(text, secrets)));
  };
  return {
    streams: {
      ...streams,
      writeOut: guarded((text) => streams.writeOut(text)),
      writeErr: guarded((text) => streams.writeErr(text)),
      shown: async (text) => (mayHoldSecret(text, secrets) ? redacted(text, secrets) : text),
    },
    async settled() {
      while (waiting !== undefined) {
        const last = waiting;
        // What follows a text that could not be written is written by itself.
        await last.finally(() => {
          if (waiting === last) waiting = undefined;
        });
      }
    },
  };
}

async function redacted(text: string, secrets: readonly string[]): Promise<string> {
  const { redactText, redactTexts } = await import('../domain/text/redact.ts');
  if (!text.startsWith('{"schema":"tsops/')) {
    return besideCodes(text, (plain) => redactText(plain, secrets));
  }
  // A document must stay one.
  return jsonLine(redactTexts(JSON.parse(text), secrets).value);
}

const code = /\u001b\[[\d;?]*[@-~]/g;

/** Colours and moves end in a letter, which would make one word with what follows: they stand aside meanwhile. */
function besideCodes(text: string, change: (plain: string) => string): string {
  const codes: string[] = [];
  const marked = text.replace(code, (found) => `\u001b${codes.push(found) - 1}\u001b`);
  return change(marked).replace(/\u001b(\d+)\u001b/g, (_, at) => codes[Number(at)] ?? '');
}

/** False only where redaction would find nothing. */
export function mayHoldSecret(text: string, secrets: readonly string[]): boolean {
  return signs.test(text) || mayHoldKnown(text, secrets);
}
