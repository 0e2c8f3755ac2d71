import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 1024,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

export const email = 'reader@project-1.iam.gserviceaccount.com';
/** A line of the private key. */
export const keyLine = privateKey.split('\n')[3] ?? '';

/** The path of a key file, as Google's console gives it, but for what is changed. */
export async function keyFile(change: object = {}, text?: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tsops-key-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'key.json');
  const file = {
    type: 'service_account',
    private_key_id: 'key1',
    private_key: privateKey,
    client_email: email,
    token_uri: 'https://evil.example/token',
    ...change,
  };
  await writeFile(path, text ?? JSON.stringify(file), { mode: 0o600 });
  return path;
}

/** The claims of an assertion that was signed with the key; null where it was not. */
export function claimsOfAssertion(assertion: string) {
  const [header = '', claims = '', signature = ''] = assertion.split('.');
  const signed = Buffer.from(`${header}.${claims}`);
  const isSigned = verify(
    'RSA-SHA256',
    signed,
    createPublicKey(publicKey),
    Buffer.from(signature, 'base64url'),
  );
  const json = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  return isSigned ? { header: json(header), claims: json(claims) } : null;
}
