import { gzipSync } from 'node:zlib';
import { hash32 } from '../noise.ts';
import type { World } from './model.ts';
import { remembered } from './remembered.ts';

/**
 * Bytes that say nothing, of a given number and always the same, after a head that says something. They
 * shrink to about a third when they are packed, as code does.
 */
export function filler(path: string, bytes: number, head: Buffer = Buffer.alloc(0)): Buffer {
  const body = Buffer.alloc(bytes, '\n');
  let at = head.copy(body);
  const salt = hash32(path);
  for (let line = 0; at < bytes; line += 1) {
    const word = Math.imul(salt ^ line, 0x9e3779b1) >>> 0;
    at += body.write(`e.t${word.toString(36)}=function(n){return n.r(${word})};\n`, at, 'latin1');
  }
  return body;
}

const packed = remembered((_world) => new Map<string, Buffer>());

/** A body as gzip; packed once, as long as nothing is done to the world. */
export function gzipped(world: World, key: string, body: Buffer): Buffer {
  const known = packed(world).get(key);
  if (known) return known;
  const made = gzipSync(body, { level: 1 });
  packed(world).set(key, made);
  return made;
}
