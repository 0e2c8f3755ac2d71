import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import type { Located } from './locate.ts';
import { unreadable } from './mistakes.ts';

/** No config is this long; refused before it is read. */
const limit = 1_048_576;

/**
 * The text of a config file, without a byte order mark. Throws a config error where it is missing,
 * unreadable, no regular file (a pipe would be waited for), over 1 MiB, or not UTF-8.
 */
export function readConfigText({ file, namedBy }: Located, shown: string): string {
  const wanted = namedBy === undefined ? '' : `, which ${namedBy} names`;
  let bytes: Buffer;
  try {
    bytes = readBytes(file, shown);
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw unreadable(shown, `there is no such file${wanted}`, 'tsops init', thrown);
    }
    if (code === 'EACCES' || code === 'EPERM') {
      throw unreadable(shown, 'may not be read (permission denied)', `chmod u+r ${shown}`, thrown);
    }
    if (typeof code !== 'string') throw thrown;
    throw unreadable(shown, `cannot be read (${code})`, 'tsops config validate FILE', thrown);
  }
  return decode(bytes, shown);
}

function readBytes(file: string, shown: string): Buffer {
  const kind = statSync(file);
  if (!kind.isFile()) {
    const found = kind.isDirectory() ? 'a directory' : 'no regular file';
    throw unreadable(shown, `is ${found}; a config is a file`, 'tsops config validate FILE');
  }
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    if (size > limit) {
      const problem = `holds ${size} bytes; a config holds at most 1 MiB`;
      throw unreadable(shown, problem, 'tsops config validate FILE');
    }
    const bytes = Buffer.alloc(size);
    return bytes.subarray(0, readSync(descriptor, bytes, 0, size, 0));
  } finally {
    closeSync(descriptor);
  }
}

function decode(bytes: Buffer, shown: string): string {
  if (!isUtf8(bytes)) {
    const wide = /^(?:\xff\xfe|\xfe\xff)/.test(bytes.toString('latin1', 0, 2));
    const problem = `is not UTF-8 text${wide ? ' (it looks like UTF-16)' : ''}`;
    throw unreadable(shown, problem, `iconv -t UTF-8 ${shown} # write it again as UTF-8`);
  }
  return bytes.toString('utf8').replace(/^\ufeff/, '');
}
