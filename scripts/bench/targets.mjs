/*
 * Plain servers to probe, in a process of their own: `targets.mjs [key cert]` prints `{ http: [ports], https:
 * [ports] }` and serves until its stdin ends.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';

const page = '<!doctype html><title>TalkStudio</title><p>TalkStudio</p>';
const info = JSON.stringify({
  version: 'v1.2.3',
  commit: '0123456789abcdef',
  buildTime: new Date().toISOString(),
});

const answer = (request, response) => {
  const json = request.url === '/build-info.json';
  response.writeHead(200, { 'content-type': json ? 'application/json' : 'text/html' });
  response.end(json ? info : page);
};

const listen = (server) =>
  new Promise((resolve) => {
    server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () =>
      resolve(server.address().port),
    );
  });

const [key, cert] = process.argv.slice(2).map((file) => readFileSync(file));
const http = await Promise.all([1, 2, 3].map(() => listen(createServer(answer))));
const https =
  key === undefined
    ? []
    : await Promise.all([1, 2, 3].map(() => listen(createTlsServer({ key, cert }, answer))));
process.stdout.write(`${JSON.stringify({ http, https })}\n`);
process.stdin.resume();
process.stdin.on('end', () => process.exit());
