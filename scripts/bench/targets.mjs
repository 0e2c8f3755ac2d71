/*
 * Plain servers to probe, in a process of their own: `targets.mjs [key cert]` prints `{ http: [ports], https:
 * [ports], hosts: [addresses], port }` and serves until its stdin ends. Each of `hosts` has a listener of its
 * own at `port`, as ten thousand monitors are ten thousand hosts. `/peak` answers how many sockets were open
 * at once since it was last asked.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createSocketServer } from 'node:net';

const page = '<!doctype html><title>TalkStudio</title><p>TalkStudio</p>';
const info = JSON.stringify({
  version: 'v1.2.3',
  commit: '0123456789abcdef',
  buildTime: new Date().toISOString(),
});

const sockets = { open: 0, peak: 0 };

function counted(server) {
  return server.on('connection', (socket) => {
    sockets.open += 1;
    sockets.peak = Math.max(sockets.peak, sockets.open);
    socket.on('close', () => {
      sockets.open -= 1;
    });
  });
}

const answer = (request, response) => {
  if (request.url === '/peak') {
    response.writeHead(200, { connection: 'close' }).end(String(sockets.peak));
    sockets.peak = 0;
    return;
  }
  const json = request.url === '/build-info.json';
  response.writeHead(200, { 'content-type': json ? 'application/json' : 'text/html' });
  response.end(json ? info : page);
};

const listen = (server, host = '127.0.0.1', port = 0) =>
  new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen({ port, host, backlog: 4096 }, () => resolve(server.address().port));
  });

/** 10,000 loopback addresses where the system has them all (Linux), else the one that all have. */
async function listenWidely() {
  const http = counted(createServer(answer));
  const accept = () => createSocketServer((socket) => http.emit('connection', socket));
  const port = await listen(accept(), '127.1.0.1');
  const hosts = ['127.1.0.1'];
  for (let at = 1; at < 10_000; at++) {
    const host = `127.1.${Math.floor(at / 200)}.${1 + (at % 200)}`;
    await listen(accept(), host, port);
    hosts.push(host);
  }
  return { hosts, port };
}

const [key, cert] = process.argv.slice(2).map((file) => readFileSync(file));
const http = await Promise.all([1, 2, 3].map(() => listen(counted(createServer(answer)))));
const https =
  key === undefined
    ? []
    : await Promise.all([1, 2, 3].map(() => listen(createTlsServer({ key, cert }, answer))));
const wide = await listenWidely().catch(() => ({ hosts: ['127.0.0.1'], port: http[0] }));
process.stdout.write(`${JSON.stringify({ http, https, ...wide })}\n`);
process.stdin.resume();
process.stdin.on('end', () => process.exit());
