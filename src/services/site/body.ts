import type { IncomingMessage } from 'node:http';
import type { Transform } from 'node:stream';
import { formatSize } from '../../domain/text/size.ts';
import { ProbeStop } from './attempt.ts';

export interface Body {
  readonly bytes: number;
  readonly keywordFound: boolean | null;
}

/**
 * Reads a body to its end, decoded, and keeps none of it: at most `maxBody` bytes come out of the
 * decoder, whatever a compressed body claims to be.
 */
export async function readBody(
  incoming: IncomingMessage,
  limits: { readonly maxBody: number; readonly keyword: string | null },
): Promise<Body> {
  const decoder = await decoderFor(incoming.headers['content-encoding']);
  const finder = limits.keyword === null ? null : createFinder(limits.keyword);
  const source = decoder === null ? incoming : incoming.pipe(decoder);
  let received = 0;
  let bytes = 0;
  try {
    return await new Promise((resolve, reject) => {
      const end = (): void => resolve({ bytes, keywordFound: finder?.found() ?? null });
      incoming.on('error', reject);
      // No bytes at all are an empty body, whatever they are said to be encoded with.
      decoder?.on('error', (error) => (received === 0 ? end() : reject(error)));
      incoming.on('data', (chunk: Buffer) => {
        received += chunk.length;
      });
      source.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > limits.maxBody) reject(tooLarge(limits.maxBody));
        else finder?.look(chunk);
      });
      source.on('end', end);
    });
  } finally {
    incoming.destroy();
    decoder?.destroy();
  }
}

function tooLarge(maxBody: number): ProbeStop {
  return new ProbeStop({
    reason: 'body_too_large',
    detail: `the body is larger than ${formatSize(maxBody)}, decoded (health.maxBody)`,
  });
}

async function decoderFor(header: string | undefined): Promise<Transform | null> {
  const encoding = header?.trim().toLowerCase() ?? '';
  if (encoding === '' || encoding === 'identity') return null;
  const zlib = await import('node:zlib');
  if (encoding === 'gzip' || encoding === 'x-gzip') return zlib.createGunzip();
  if (encoding === 'br') return zlib.createBrotliDecompress();
  if (encoding === 'deflate') return zlib.createInflate();
  throw new ProbeStop({
    reason: 'invalid_response',
    detail: `the body is encoded in a way that was not asked for (${encoding.slice(0, 40)})`,
  });
}

interface Finder {
  look(chunk: Buffer): void;
  found(): boolean;
}

/** Finds a text in a body that comes in pieces. Works on bytes: the rest of the body may be anything. */
function createFinder(keyword: string): Finder {
  const needle = Buffer.from(keyword);
  let tail: Buffer = Buffer.alloc(0);
  let found = false;
  return {
    look(chunk) {
      if (found) return;
      const window = tail.length === 0 ? chunk : Buffer.concat([tail, chunk]);
      found = window.includes(needle);
      tail = Buffer.from(window.subarray(Math.max(0, window.length - needle.length + 1)));
    },
    found: () => found,
  };
}
