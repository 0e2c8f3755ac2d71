import type { Transform } from 'node:stream';
import { TsopsError } from '../../contract/errors.ts';

type Zlib = typeof import('node:zlib');
type TransformClass = typeof Transform;

/** An encoding that browsers read and this Node does not. */
class UnreadableEncoding extends Error {
  override readonly name = 'UnreadableEncoding';
}

/** Encodings that browsers know (RFC 9110, 8878, 9842), and what reads them. */
function decoderOf(coding: string, zlib: Zlib, Base: TransformClass): Transform | null {
  if (coding === 'gzip' || coding === 'x-gzip') return zlib.createGunzip();
  if (coding === 'br') return zlib.createBrotliDecompress();
  if (coding === 'deflate') return createEitherInflate(zlib, Base);
  if (coding === 'zstd') {
    // Node has it from 22.15 on.
    const { createZstdDecompress } = zlib as { createZstdDecompress?: () => Transform };
    if (createZstdDecompress !== undefined) return createZstdDecompress();
  }
  if (coding === 'zstd' || coding === 'dcb' || coding === 'dcz') {
    throw new UnreadableEncoding(
      `in an encoding not asked for, which this Node cannot unpack (${coding})`,
    );
  }
  // As browsers do with what they do not know (`utf-8`, `aws-chunked`): the bytes are the body.
  return null;
}

/**
 * Streams that undo a Content-Encoding, in their order; none where the body is as it is. Throws
 * UnreadableEncoding.
 */
export async function createDecoders(encoding: string | undefined): Promise<readonly Transform[]> {
  const codings = (encoding ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
  if (codings.length === 0) return [];
  const [zlib, { Transform }] = await Promise.all([import('node:zlib'), import('node:stream')]);
  return codings
    .reverse()
    .map((coding) => decoderOf(coding, zlib, Transform))
    .filter((decoder) => decoder !== null);
}

/** `deflate` is zlib's format by the book, and raw in what some servers send: browsers read both. */
function createEitherInflate(zlib: Zlib, Base: TransformClass): Transform {
  let inner: Transform | undefined;
  const outer: Transform = new Base({
    transform(chunk: Buffer, _encoding, done) {
      if (inner === undefined) {
        inner = isZlib(chunk) ? zlib.createInflate() : zlib.createInflateRaw();
        inner.on('data', (piece: Buffer) => outer.push(piece));
        inner.on('error', (error) => outer.destroy(error));
      }
      inner.write(chunk, () => done());
    },
    flush(done) {
      if (inner === undefined) return done();
      inner.once('end', () => done());
      inner.end();
    },
    destroy(error, done) {
      inner?.destroy();
      done(error);
    },
  });
  return outer;
}

/** RFC 1950: method 8, and a header that 31 divides. One byte alone is told by its method. */
function isZlib(chunk: Buffer): boolean {
  const [first = 0, second] = chunk;
  return (first & 0x0f) === 8 && (second === undefined || (first * 256 + second) % 31 === 0);
}

/** A body without its content-encoding; what would become larger than `limit` bytes is refused. */
export async function unpack(
  body: Uint8Array,
  encoding: string,
  limit: number,
  host: string,
): Promise<Uint8Array> {
  if (body.length === 0) return body;
  const decoders = await createDecoders(encoding).catch((cause: unknown) => {
    if (cause instanceof UnreadableEncoding) throw unreadable(`${host} answered ${cause.message}`);
    throw cause;
  });
  let unpacked = body;
  for (const decoder of decoders) unpacked = await through(decoder, unpacked, limit, host);
  return unpacked;
}

function through(
  decoder: Transform,
  body: Uint8Array,
  limit: number,
  host: string,
): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    const fail = (trouble: string): void => {
      decoder.destroy();
      reject(unreadable(`${host} answered ${trouble}`));
    };
    decoder.on('error', () => fail('a body that cannot be unpacked'));
    decoder.on('data', (piece: Buffer) => {
      size += piece.length;
      if (size > limit) fail(`more than ${limit} bytes, unpacked`);
      else pieces.push(piece);
    });
    decoder.on('end', () => resolve(Buffer.concat(pieces)));
    decoder.end(body);
  });
}

function unreadable(message: string): TsopsError {
  return new TsopsError({ kind: 'unreachable', message });
}
