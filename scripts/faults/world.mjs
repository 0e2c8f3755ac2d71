/* One sandbox of the built program, in a process of its own, and its control address. */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';

const running = new Set();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** One document of the control address; `body` is sent as JSON. */
function ask(url, method = 'GET', body = undefined) {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, agent: false }, async (response) => {
      let text = '';
      for await (const chunk of response.setEncoding('utf8')) text += chunk;
      if (response.statusCode >= 400) reject(new Error(`${method} ${url}: ${text}`));
      else resolve(text === '' ? null : JSON.parse(text));
    });
    asked.on('error', reject).end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** The first line that a sandbox writes, once it listens. */
function firstDocument(child) {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
      if (text.includes('\n')) resolve(JSON.parse(text.slice(0, text.indexOf('\n'))));
    });
    child.on('close', (code) => reject(new Error(`the sandbox ended with ${code}`)));
  });
}

/** What `env.sh` sets and takes away, upon an environment. */
function pointedAt(directory, env) {
  const pointed = { ...env };
  for (const line of readFileSync(join(directory, 'env.sh'), 'utf8').split('\n')) {
    const [, gone, name, value] = /^(?:unset (\w+)|export (\w+)='(.*)')$/.exec(line) ?? [];
    if (gone !== undefined) delete pointed[gone];
    if (name !== undefined) pointed[name] = value.replaceAll("'\\''", "'");
  }
  return pointed;
}

/** A quiet day at instant pace, unless told; JSON is YAML too. */
const calm = {
  name: 'faults',
  title: 'A quiet day',
  description: 'A quiet day on which what tsops is told to do meets faults.',
  history: 'talkstudio',
  cause: { kind: 'none', summary: 'Nothing is wrong.', remedy: 'Nothing.' },
  pace: 0,
};

/**
 * Starts one below `folder`. `env` has the vendors' addresses and keys, and a home and a state folder of its
 * own; `machine` answers that of another machine. `scenario` is what differs from the quiet day, or a shipped one.
 */
export async function startWorld(program, folder, scenario = {}) {
  for (const name of ['home', 'tmp', 'files']) mkdirSync(join(folder, name), { recursive: true });
  const file = join(folder, 'scenario.yaml');
  const shipped = typeof scenario === 'string' ? scenario : undefined;
  if (shipped === undefined) writeFileSync(file, JSON.stringify({ ...calm, ...scenario }));
  const bare = {
    PATH: process.env.PATH,
    HOME: join(folder, 'home'),
    TMPDIR: join(folder, 'tmp'),
    LANG: 'C.UTF-8',
    TZ: 'UTC',
  };
  const args = [program, 'sandbox', '--scenario', shipped ?? file, '--json'];
  const child = spawn(process.execPath, args, { env: bare, stdio: ['ignore', 'pipe', 'inherit'] });
  running.add(child);
  child.on('close', () => running.delete(child));
  const { data, problems } = await firstDocument(child);
  if (data === null) throw new Error(problems[0].message);
  const env = pointedAt(data.directory, bare);
  const { control } = data.urls;
  const machine = (name) => ({ ...env, XDG_STATE_HOME: join(folder, `state-${name}`) });
  return {
    folder,
    urls: data.urls,
    env: machine('one'),
    machine,
    state: () => ask(`${control}/state`),
    requests: (system) => ask(`${control}/requests?system=${system}`),
    inject: (fault) => ask(`${control}/faults`, 'POST', fault),
    hits: async () => (await ask(`${control}/faults`)).reduce((sum, { hits }) => sum + hits, 0),
    clear: () => ask(`${control}/faults`, 'DELETE'),
    advance: (by) => ask(`${control}/advance`, 'POST', { by }),
    async stop() {
      const ended = new Promise((resolve) => {
        child.on('close', resolve);
      });
      child.kill('SIGTERM');
      await ended;
    },
  };
}
