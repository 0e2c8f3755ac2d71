/*
 * Certificates made at run time, so that none that expires (or a key) is kept in the project. X.509 v3
 * (RFC 5280) in DER, keys on P-256, signed by ECDSA with SHA-256: what a TLS server needs and no more. Libraries of
 * certificates (@peculiar/x509, node-forge) would add some 52 kB to the tarball for it.
 */
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { day } from '../domain/time/units.ts';

const SEQUENCE = 0x30;
const ECDSA_WITH_SHA256 = oid(1, 2, 840, 10045, 4, 3, 2);
const COMMON_NAME = oid(2, 5, 4, 3);
const BASIC_CONSTRAINTS = oid(2, 5, 29, 19);
const KEY_USAGE = oid(2, 5, 29, 15);
const ALTERNATIVE_NAME = oid(2, 5, 29, 17);

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const size = length < 0x100 ? [length] : [length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, 0x80 | size.length, ...size]), content]);
}

function oid(first: number, second: number, ...rest: number[]): Buffer {
  const bytes = [first * 40 + second];
  for (const part of rest) {
    const groups = [part & 0x7f];
    for (let left = part >> 7; left > 0; left >>= 7) groups.unshift((left & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return der(0x06, Buffer.from(bytes));
}

const bitString = (bits: Buffer): Buffer => der(0x03, Buffer.from([0]), bits);
const octets = (content: Buffer): Buffer => der(0x04, content);
const TRUE = der(0x01, Buffer.from([0xff]));
const algorithm = der(SEQUENCE, ECDSA_WITH_SHA256);

function name(common: string): Buffer {
  return der(SEQUENCE, der(0x31, der(SEQUENCE, COMMON_NAME, der(0x0c, Buffer.from(common)))));
}

/** UTCTime; every date here lies between 1950 and 2049. */
function time(at: number): Buffer {
  const text = new Date(at)
    .toISOString()
    .replace(/[-:T]|\.\d+/g, '')
    .slice(2);
  return der(0x17, Buffer.from(text));
}

function extension(id: Buffer, critical: boolean, content: Buffer): Buffer {
  return der(SEQUENCE, id, ...(critical ? [TRUE] : []), octets(content));
}

function alternatives(hosts: readonly string[]): Buffer {
  const names = hosts.map((host) =>
    /^[\d.]+$/.test(host)
      ? der(0x87, Buffer.from(host.split('.').map(Number)))
      : der(0x82, Buffer.from(host)),
  );
  return der(SEQUENCE, ...names);
}

interface Wish {
  readonly subject: string;
  readonly issuer: string;
  readonly from: number;
  readonly to: number;
  readonly publicKey: KeyObject;
  readonly signer: KeyObject;
  /** Host names and addresses; an authority has none. */
  readonly hosts?: readonly string[];
}

function certificate(wish: Wish): string {
  const authority = extension(BASIC_CONSTRAINTS, true, der(SEQUENCE, TRUE));
  const mayCertify = extension(KEY_USAGE, true, der(0x03, Buffer.from([1, 0x06])));
  const extensions = wish.hosts
    ? [extension(ALTERNATIVE_NAME, false, alternatives(wish.hosts))]
    : [authority, mayCertify];
  const serial = Buffer.concat([Buffer.from([0x01]), randomBytes(12)]);
  const body = der(
    SEQUENCE,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    algorithm,
    name(wish.issuer),
    der(SEQUENCE, time(wish.from), time(wish.to)),
    name(wish.subject),
    wish.publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(SEQUENCE, ...extensions)),
  );
  const signed = der(SEQUENCE, body, algorithm, bitString(sign('sha256', body, wish.signer)));
  const lines = signed
    .toString('base64')
    .replace(/(.{64})/g, '$1\n')
    .trimEnd();
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

export type CertificateKind = 'valid' | 'expired' | 'expiring' | 'self-signed' | 'wrong-host';

/** PEM texts for a TLS server. */
export interface Identity {
  readonly key: string;
  readonly cert: string;
}

export interface Authority {
  /** PEM; what a client has to trust. */
  readonly cert: string;
  /** A certificate for 127.0.0.1 and localhost, good or with one thing wrong with it. */
  issue(kind: CertificateKind): Identity;
}

const AUTHORITY = 'TalkStudio sandbox CA';

/** A certificate authority of its own, valid around `now` (epoch milliseconds). */
export function createAuthority(now: number): Authority {
  const pair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const own = pair();
  const cert = certificate({
    subject: AUTHORITY,
    issuer: AUTHORITY,
    from: now - 400 * day,
    to: now + 400 * day,
    publicKey: own.publicKey,
    signer: own.privateKey,
  });
  const issue = (kind: CertificateKind): Identity => {
    const keys = pair();
    const days = kind === 'expired' ? -3 : kind === 'expiring' ? 5 : 60;
    const alone = kind === 'self-signed';
    const subject = 'talkstudio.app';
    const leaf = certificate({
      subject,
      issuer: alone ? subject : AUTHORITY,
      from: now - 90 * day,
      to: now + days * day,
      publicKey: keys.publicKey,
      signer: alone ? keys.privateKey : own.privateKey,
      hosts: kind === 'wrong-host' ? ['other.example'] : ['127.0.0.1', 'localhost'],
    });
    return { key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert: leaf };
  };
  return { cert, issue };
}
