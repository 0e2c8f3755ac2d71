import { gzipSync } from 'node:zlib';
import { afterEach, expect, it } from 'vitest';
import { readBuildInfo } from '../../../src/evidence/reading/build-info.ts';
import { createHttp } from '../../../src/services/http/client.ts';
import { fakeContext } from '../../support/context.ts';
import { closeServers, httpServer } from '../../support/probe-servers.ts';

afterEach(closeServers);

const signal = new AbortController().signal;
const info = JSON.stringify({ version: 'v1.2.3', commit: '3f2c' });

it('a build-info.json that lies packed in its bucket is read, each time over a connection of its own', async () => {
  const connections = new Set<number | undefined>();
  const url = await httpServer((request, response) => {
    connections.add(request.socket.remotePort);
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(info));
  });
  const context = fakeContext({ services: { http: createHttp({ env: {}, loopbackOnly: true }) } });
  for (let read = 0; read < 2; read += 1) {
    const found = await readBuildInfo(context, url, { timeout: 5000, signal });
    expect(found.version).toBe('v1.2.3');
  }
  expect(connections.size).toBe(2);
});

it('one that is not what its header says is no answer', async () => {
  const url = await httpServer((_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(info);
  });
  const context = fakeContext({ services: { http: createHttp({ env: {}, loopbackOnly: true }) } });
  const read = readBuildInfo(context, url, { timeout: 5000, signal });
  await expect(read).rejects.toThrow(/cannot be unpacked/);
});
