import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const firstLine = (child) =>
  new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
      if (text.includes('\n')) resolve(JSON.parse(text.slice(0, text.indexOf('\n'))));
    });
    child.on('exit', (code) => reject(new Error(`${child.spawnfile} ended with ${code}`)));
  });

/** The environment that every subject starts from: no proxy, no extra certificates, no credentials. */
export function cleanEnvironment(home) {
  const { PATH } = process.env;
  return { PATH, HOME: home, LANG: 'C.UTF-8' };
}

/** Plain HTTP and, where openssl can make a certificate, HTTPS servers. */
export async function startTargets(folder) {
  const key = join(folder, 'key.pem');
  const cert = join(folder, 'cert.pem');
  const made = spawnSync('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
    ...[
      '-days',
      '60',
      '-subj',
      '/CN=localhost',
      '-addext',
      'subjectAltName=DNS:localhost,IP:127.0.0.1',
    ],
    ...['-keyout', key, '-out', cert],
  ]);
  const script = fileURLToPath(new URL('targets.mjs', import.meta.url));
  const args = made.status === 0 ? [key, cert] : [];
  const child = spawn(process.execPath, [script, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  return { ...(await firstLine(child)), cert, stop: () => child.stdin.end() };
}

/** How many sockets the targets had open at once since this was last asked. */
export async function peakSockets({ hosts, port }) {
  const { get } = await import('node:http');
  return new Promise((resolve, reject) => {
    get(`http://${hosts[0]}:${port}/peak`, { agent: false }, (response) => {
      response.setEncoding('utf8').on('data', (text) => resolve(Number(text)));
    }).on('error', reject);
  });
}

/** A running sandbox: its addresses, and the variables that point a child at it. */
export async function startWorld(tsops, env) {
  const child = spawn(process.execPath, [tsops, 'sandbox', '--json'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { data } = await firstLine(child);
  const pointed = { ...env };
  for (const line of readFileSync(join(data.directory, 'env.sh'), 'utf8').split('\n')) {
    const [, gone, name, value] = /^(?:unset (\w+)|export (\w+)='(.*)')$/.exec(line) ?? [];
    if (gone !== undefined) delete pointed[gone];
    if (name !== undefined) pointed[name] = value;
  }
  // Its last act is to write into the folder that is removed next.
  const ended = new Promise((resolve) => {
    child.on('close', resolve);
  });
  const stop = () => {
    child.kill('SIGTERM');
    return ended;
  };
  return { urls: data.urls, env: pointed, stop };
}

/** Lets an hour pass in the sandbox: what runs has ended then. Records of earlier rounds are of another clock. */
export async function anHourLater(world) {
  rmSync(join(world.env.XDG_STATE_HOME ?? join(world.env.HOME, '.local/state'), 'tsops'), {
    recursive: true,
    force: true,
  });
  const { request } = await import('node:http');
  await new Promise((resolve, reject) => {
    const asked = request(`${world.urls.control}/advance`, { method: 'POST' }, (response) => {
      response.resume().on('end', resolve);
    });
    asked.on('error', reject);
    asked.end(JSON.stringify({ by: '1h' }));
  });
}

export function installed(program) {
  return spawnSync(program, ['--version']).error === undefined;
}

export function machine() {
  const cpu = /model name\s*:\s*(.*)/.exec(readOr('/proc/cpuinfo'))?.[1] ?? process.arch;
  const versions = ['curl', 'aws', 'gh'].filter(installed).map((name) => {
    const first = execFileSync(name, ['--version'], { encoding: 'utf8' }).split('\n')[0];
    return first
      .split(' ')
      .slice(0, name === 'gh' ? 3 : 2)
      .join(' ');
  });
  return `Node ${process.versions.node}, ${versions.join(', ')}; ${cpu}`;
}

function readOr(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
