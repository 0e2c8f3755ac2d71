/*
 * What NODE_EXTRA_CA_CERTS does for a child of a sandbox, for a test that asks it in its own process: Node reads the
 * variable once, before any sandbox has made its authority. Two sandboxes at once have two, of the same name.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { readFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import tls from 'node:tls';

const trusted = new AsyncLocalStorage<string>();
const makeContext = tls.createSecureContext;

/** Runs `run`, whose connections trust the authority of the sandbox with this environment. */
export async function trustingAuthorityOf<Result>(
  env: Readonly<Record<string, string | undefined>>,
  run: () => Promise<Result>,
): Promise<Result> {
  const file = env.NODE_EXTRA_CA_CERTS;
  if (file === undefined) return run();
  tls.createSecureContext = (options = {}) => {
    const authority = trusted.getStore();
    return makeContext(authority === undefined ? options : { ca: authority, ...options });
  };
  syncBuiltinESMExports();
  return trusted.run(await readFile(file, 'utf8'), run);
}
