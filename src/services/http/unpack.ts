import { TsopsError } from '../../contract/errors.ts';

type Decoder = (
  body: Uint8Array,
  options: { readonly maxOutputLength: number },
  done: (failure: Error | null, unpacked: Uint8Array) => void,
) => void;

/** A body without its content-encoding; what would become larger than `limit` bytes is refused. */
export async function unpack(
  body: Uint8Array,
  encoding: string,
  limit: number,
  host: string,
): Promise<Uint8Array> {
  const kind = encoding.trim().toLowerCase();
  if (kind === '' || kind === 'identity' || body.length === 0) return body;
  const { brotliDecompress, gunzip, inflate } = await import('node:zlib');
  const decoders: Readonly<Record<string, Decoder>> = {
    br: brotliDecompress,
    gzip: gunzip,
    'x-gzip': gunzip,
    deflate: inflate,
  };
  const decoder = decoders[kind];
  if (decoder === undefined) throw unreadable(`${host} answered in an encoding not asked for`);
  return new Promise((resolve, reject) => {
    decoder(body, { maxOutputLength: limit }, (failure, unpacked) => {
      if (failure === null) resolve(unpacked);
      else reject(unreadable(`${host} answered ${troubleOf(failure, limit)}`));
    });
  });
}

function troubleOf({ code }: NodeJS.ErrnoException, limit: number): string {
  const tooLarge = code === 'ERR_BUFFER_TOO_LARGE';
  return tooLarge ? `more than ${limit} bytes, unpacked` : 'a body that can not be unpacked';
}

function unreadable(message: string): TsopsError {
  return new TsopsError({ kind: 'unreachable', message });
}
