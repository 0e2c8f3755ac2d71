import { once } from 'node:events';
import { get } from 'node:http';
import { type AddressInfo, connect, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';

async function failure(emitter: ReturnType<typeof connect> | ReturnType<typeof get>) {
  const [error] = (await once(emitter, 'error')) as [NodeJS.ErrnoException];
  return error.code;
}

describe('a test', () => {
  it.each(['192.0.2.1', '2001:db8::1'])('does not reach the address %s', async (host) => {
    expect(await failure(connect({ host, port: 9 }))).toBe('ETESTNETWORK');
    expect(await failure(get({ host, port: 9 }))).toBe('ETESTNETWORK');
  });

  it('does not look up a name that may exist', async () => {
    expect(await failure(connect({ host: 'talkstudio.app', port: 443 }))).toBe('ETESTNETWORK');
    expect(await failure(get('http://talkstudio.app/'))).toBe('ETESTNETWORK');
  });

  it('does not reach what its own lookup leads to, unless that is loopback', async () => {
    const lookup = (address: string) =>
      connect({
        host: 'site.test',
        port: 9,
        lookup: (_host, options, callback) => {
          if (options.all) callback(null, [{ address, family: 4 }]);
          else callback(null, address, 4);
        },
      });
    expect(await failure(lookup('192.0.2.1'))).toBe('ETESTNETWORK');
    expect(await failure(lookup('127.0.0.1'))).toBe('ECONNREFUSED');
  });

  it('reaches loopback', async () => {
    const server = createServer((socket) => socket.end('here'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    const [text] = await once(socket, 'data');
    expect(String(text)).toBe('here');
    socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
});
