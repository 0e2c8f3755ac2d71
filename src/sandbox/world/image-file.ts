/* Pictures that say how large they are, as their formats do, and show nothing. */

/** The first bytes of a picture of the format that the name ends in, with its true dimensions. */
export function imageHead(path: string, width: number, height: number): Buffer {
  if (path.endsWith('.png')) return png(width, height);
  if (path.endsWith('.webp')) return webp(width, height);
  if (/\.jpe?g$/.test(path)) return jpeg(width, height);
  if (path.endsWith('.svg')) return svg(width, height);
  return Buffer.alloc(0);
}

/** PNG, third edition, section 11.2.1: the header chunk. 8 bits, colour with alpha. */
function png(width: number, height: number): Buffer {
  const head = Buffer.alloc(33);
  head.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  head.writeUInt32BE(13, 8);
  head.write('IHDR', 12, 'latin1');
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  head.set([8, 6, 0, 0, 0], 24);
  return head;
}

/** RFC 9649, section 2.7: an extended file, whose canvas is given less one, in 24 bits. */
function webp(width: number, height: number): Buffer {
  const head = Buffer.alloc(30);
  head.write('RIFF', 0, 'latin1');
  head.write('WEBPVP8X', 8, 'latin1');
  head.writeUInt32LE(10, 16);
  head.writeUIntLE(width - 1, 24, 3);
  head.writeUIntLE(height - 1, 27, 3);
  return head;
}

/** ISO/IEC 10918-5 (JFIF 1.02): a square pixel and no thumbnail. */
const JFIF = Buffer.from('ffe000104a46494600010200000100010000', 'hex');

/** ITU-T T.81, section B.2.2: a baseline frame of three components. */
function jpeg(width: number, height: number): Buffer {
  const frame = Buffer.alloc(19);
  frame.set([0xff, 0xc0, 0, 17, 8]);
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  frame.set([3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1], 9);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), JFIF, frame]);
}

function svg(width: number, height: number): Buffer {
  const tag = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"/>\n`;
  return Buffer.from(tag);
}
