import type { Readable, Transform } from 'node:stream';
import { formatSize } from '../../domain/text/size.ts';
import { ProbeStop } from './attempt.ts';
import type { TextFinder } from './charset.ts';

export interface Body {
  readonly bytes: number;
  readonly keywordFound: boolean | null;
  /** Its first bytes, decoded. */
  readonly head: Buffer;
}

/** The answer to a request, over HTTP/1.1 or HTTP/2. */
export type Answered = Readable & {
  readonly statusCode?: number | undefined;
  readonly httpVersion: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
};

/** Bytes kept of a body, enough to know a page by. */
const headSize = 16_384;

/**
 * Reads a body to its end, decoded, and keeps only its head: at most `maxBody` bytes come out of the
 * decoder, whatever a compressed body claims to be.
 */
export async function readBody(
  incoming: Answered,
  limits: { readonly maxBody: number; readonly keyword: string | null },
): Promise<Body> {
  const decoders = await decodersFor(text(incoming.headers['content-encoding']));
  const finder = limits.keyword === null ? null : await finderFor(limits.keyword, incoming);
  let source: Readable = incoming;
  for (const decoder of decoders) source = source.pipe(decoder);
  const head: Buffer[] = [];
  let received = 0;
  let bytes = 0;
  try {
    return await new Promise((resolve, reject) => {
      const end = (): void => {
        finder?.end();
        resolve({ bytes, keywordFound: finder?.found() ?? null, head: Buffer.concat(head) });
      };
      incoming.on('error', reject);
      // No bytes at all are an empty body, whatever they are said to be encoded with.
      for (const decoder of decoders) {
        decoder.on('error', (error) => (received === 0 ? end() : reject(error)));
      }
      incoming.on('data', (chunk: Buffer) => {
        received += chunk.length;
      });
      source.on('data', (chunk: Buffer) => {
        if (bytes < headSize) head.push(chunk.subarray(0, headSize - bytes));
        bytes += chunk.length;
        if (bytes > limits.maxBody) reject(tooLarge(limits.maxBody));
        else finder?.look(chunk);
      });
      source.on('end', end);
    });
  } finally {
    incoming.destroy();
    for (const decoder of decoders) decoder.destroy();
  }
}

const text = (header: string | string[] | undefined): string | undefined => [header].flat()[0];

function tooLarge(maxBody: number): ProbeStop {
  return new ProbeStop({
    reason: 'body_too_large',
    detail: `the body is larger than ${formatSize(maxBody)}, decoded (health.maxBody)`,
  });
}

async function decodersFor(encoding: string | undefined): Promise<readonly Transform[]> {
  if (encoding === undefined) return [];
  const { createDecoders } = await import('../http/unpack.ts');
  try {
    return await createDecoders(encoding);
  } catch {
    throw new ProbeStop({
      reason: 'body_unreadable',
      detail: `the body is encoded in a way that this Node cannot read (${encoding.slice(0, 40)})`,
    });
  }
}

/** Most pages say that they are UTF-8; for the others the bytes tell, once the first have come. */
async function finderFor(keyword: string, { headers }: Answered): Promise<TextFinder> {
  const type = text(headers['content-type']);
  // JSON is UTF-8 whatever else (RFC 8259, section 8.1).
  if (/charset\s*=\s*"?utf-?8\b|^application\/json\s*$/i.test(type ?? '')) {
    return createByteFinder(keyword);
  }
  const { charsetOf, createTextFinder, prescan } = await import('./charset.ts');
  let pending: Buffer = Buffer.alloc(0);
  let finder: TextFinder | undefined;
  const settle = (): TextFinder => {
    const charset = charsetOf(type, pending);
    finder = charset === undefined ? createByteFinder(keyword) : createTextFinder(keyword, charset);
    finder.look(pending);
    return finder;
  };
  return {
    look(chunk) {
      if (finder !== undefined) finder.look(chunk);
      else {
        pending = Buffer.concat([pending, chunk]);
        if (pending.length >= prescan) settle();
      }
    },
    end: () => (finder ?? settle()).end(),
    found: () => finder?.found() ?? false,
  };
}

/** Finds a text in a body that comes in pieces. Works on bytes: the rest of the body may be anything. */
function createByteFinder(keyword: string): TextFinder {
  const needle = Buffer.from(keyword);
  let tail: Uint8Array = Buffer.alloc(0);
  let found = false;
  return {
    look(chunk) {
      if (found) return;
      const window = tail.length === 0 ? Buffer.from(chunk) : Buffer.concat([tail, chunk]);
      found = window.includes(needle);
      tail = Buffer.from(window.subarray(Math.max(0, window.length - needle.length + 1)));
    },
    end: () => undefined,
    found: () => found,
  };
}
