import { loadConfig } from '../../src/config/load.ts';
import type { Clock, Context } from '../../src/contract/context.ts';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { createServices } from '../../src/services/registry.ts';
import { type ContextParts, fakeContext } from './context.ts';

/**
 * A clock that stands where the sandbox's does. What is slept is slept in real time, since sockets are real;
 * `faster` shortens pauses.
 */
function sandboxClock(sandbox: Sandbox, faster = 1): Clock {
  return {
    now: () => sandbox.world.now(),
    sleep: (milliseconds, signal) =>
      new Promise<void>((resolve, reject) => {
        const timer = setTimeout(resolve, milliseconds / faster);
        signal?.addEventListener('abort', () => {
          clearTimeout(timer);
          reject(signal.reason);
        });
      }),
  };
}

/** A context whose services are real and lead to the sandbox; `env` changes its variables. */
export async function sandboxContext(
  sandbox: Sandbox,
  parts: ContextParts & { readonly env?: Readonly<Record<string, string | undefined>> } = {},
): Promise<Context> {
  const env = { ...sandbox.env, ...parts.env };
  const clock = parts.clock ?? sandboxClock(sandbox);
  const loaded = await loadConfig({ file: env.TSOPS_CONFIG, env, cwd: '/' });
  const config = async () => loaded;
  const base = fakeContext({ drill: true, ...parts, clock, host: { env, ...parts.host } });
  const { signal, children } = base;
  const services = createServices({ env, clock, signal, children, drill: true, config });
  return { ...base, config, services: { ...services, ...parts.services } };
}
