import type { Socket } from 'node:net';
import { type Attempt, ProbeStop, step } from './attempt.ts';

/** Opens a tunnel to a host through a proxy (CONNECT). Where that fails, it is our own way out that does. */
export async function openThroughProxy(
  attempt: Attempt,
  proxy: string,
  host: string,
  port: number,
  timeout: number,
): Promise<Socket> {
  const { HttpProxyAgent } = await import('hpagent');
  const agent = new HttpProxyAgent({ proxy }) as unknown as Tunnel;
  return step(attempt, 'connect', (done, reject) => {
    let given = false;
    agent.createConnection({ host, port, timeout }, (error, socket) => {
      if (error !== null) reject(proxyFailed(proxy, error));
      else if (given) socket?.destroy();
      else if (socket !== null) done(socket.on('error', () => undefined));
    });
    return () => {
      given = true;
    };
  });
}

interface Tunnel {
  createConnection(
    options: { readonly host: string; readonly port: number; readonly timeout: number },
    callback: (error: Error | null, socket: Socket | null) => void,
  ): void;
}

function proxyFailed(proxy: string, error: NodeJS.ErrnoException): ProbeStop {
  return new ProbeStop({
    reason: 'network_unreachable',
    detail: `the proxy ${new URL(proxy).host} opened no way out (${error.code ?? error.message})`,
  });
}
