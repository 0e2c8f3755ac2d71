import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import type { LocatedText } from './locate.ts';
import { unreadableConfig } from './mistakes.ts';

/** No config is this long; refused before it is read. */
const limit = 1_048_576;

/**
 * The text of a config file, without a byte order mark. Throws a config error where it is missing,
 * unreadable, no regular file (a pipe would be waited for), over 1 MiB, or not UTF-8.
 */
export function readConfigText({ file, namedBy }: LocatedText, shown: string): string {
  const wanted = namedBy === undefined ? '' : `, which ${namedBy} names`;
  let bytes: Buffer;
  try {
    bytes = readBytes(file, shown);
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw unreadableConfig(shown, `there is no such file${wanted}`, 'tsops init', thrown);
    }
    if (code === 'EACCES' || code === 'EPERM') {
      throw unreadableConfig(
        shown,
        'may not be read (permission denied)',
        `chmod u+r ${shown}`,
        thrown,
      );
    }
    if (typeof code !== 'string') throw thrown;
    throw unreadableConfig(shown, `cannot be read (${code})`, 'tsops config validate FILE', thrown);
  }
  return decode(bytes, shown);
}

function readBytes(file: string, shown: string): Buffer {
  const kind = statSync(file);
  if (!kind.isFile()) {
    const found = kind.isDirectory() ? 'a directory' : 'no regular file';
    throw unreadableConfig(shown, `is ${found}; a config is a file`, 'tsops config validate FILE');
  }
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    if (size > limit) {
      const problem = `holds ${size} bytes; a config holds at most 1 MiB`;
      throw unreadableConfig(shown, problem, 'tsops config validate FILE');
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
    throw unreadableConfig(shown, problem, `iconv -t UTF-8 ${shown} # write it again as UTF-8`);
  }
  return bytes.toString('utf8').replace(/^\ufeff/, '');
}
