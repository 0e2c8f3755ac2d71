import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installed } from './world.mjs';

const yaml = (urls, extra = '') =>
  [
    'monitors:',
    ...urls.map((url, at) => `  - { name: target ${at + 1}, url: '${url}', interval: 60s }`),
    'health: { retries: 0, controlHosts: [] }',
    extra,
  ].join('\n');

const atMost = (most, of) => ({ most, of });

/** Everything that is measured: name, how it is shown, what it is compared with, and the goals it has. */
export function subjects(parts) {
  const { tsops, clean } = parts;
  const ours = (name, args, more) => ({
    name,
    shown: `\`tsops ${name}\``,
    file: process.execPath,
    args: [tsops, ...args],
    env: clean,
    ...more,
  });
  return [
    { name: 'node', shown: '`node -e 0`', file: process.execPath, args: ['-e', '0'], env: clean },
    ours('--version', ['--version'], { goals: [atMost(1.1, 'node')] }),
    ours('--help', ['--help'], { goals: [atMost(1.1, 'node')] }),
    ...reads(ours, parts),
    ...writes(ours, parts),
    ...peers(parts),
  ];
}

function reads(ours, { clean, targets, folder }) {
  const config = (name, text) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return ['--config', file];
  };
  const [plain, secure] = [addresses('http', targets), addresses('https', targets)];
  const site = (url) => `{ url: '${url}', buildInfo: /build-info.json }`;
  const served = `environments: { production: ${site(plain[0])}, staging: ${site(plain[1])} }`;
  const list = [
    ours('health-http', [...config('http.yaml', yaml(plain)), 'health'], {
      shown: '`tsops health`, 3 × HTTP',
      against: 'curl',
      goals: [atMost(2.2, 'node')],
    }),
    ours('health-https', [...config('https.yaml', yaml(secure)), 'health'], {
      shown: '`tsops health`, 3 × HTTPS',
      env: { ...clean, NODE_OPTIONS: '--use-openssl-ca', SSL_CERT_FILE: targets.cert },
      goals: [atMost(3, 'node')],
    }),
    ours('version', [...config('version.yaml', yaml(plain, served)), 'version'], {
      goals: [atMost(2.2, 'node')],
      // No token is set, and `gh` is not asked for one: its start is not ours.
      env: { ...clean, PATH: '' },
    }),
  ];
  return secure.length > 0 ? list : list.filter(({ name }) => name !== 'health-https');
}

function writes(ours, { tsops, world, anHourLater }) {
  const inTheWorld = { env: world.env, prepare: () => anHourLater(world) };
  const consent = ['--no-wait', '--confirm', 'production'];
  // Where gh deploys v1.2.3 again in each round, there is always something to roll back.
  const back = installed('gh') ? () => true : (round) => round % 2 === 0;
  const turn = (round) => (back(round) ? ['v1.2.2'] : ['v1.2.3', '--forward']);
  return [
    ours('invalidate', ['invalidate', '--all', ...consent], {
      ...inTheWorld,
      shown: '`tsops invalidate --all --no-wait`',
      against: 'aws',
      goals: [atMost(3.5, 'node'), atMost(0.2, 'aws')],
    }),
    ours('rollback-plan', [], {
      ...inTheWorld,
      shown: '`tsops rollback v1.2.2 --dry-run`',
      argsOf: (round) => [tsops, 'rollback', ...turn(round), '--dry-run'],
      against: 'gh',
      goals: [atMost(3.5, 'node'), atMost(1.75, 'gh')],
    }),
    // No goal: after the dispatch it waits 2 s and looks for a run that another machine started beside it.
    ours('rollback', [], {
      ...inTheWorld,
      shown: '`tsops rollback v1.2.2 --no-wait`, 2 s of it a wait',
      argsOf: (round) => [tsops, 'rollback', ...turn(round), ...consent],
      against: 'gh',
    }),
  ];
}

function addresses(protocol, targets) {
  return targets[protocol].map((port) => `${protocol}://127.0.0.1:${port}/`);
}

function peers({ targets, world, anHourLater }) {
  const plain = addresses('http', targets);
  const later = () => anHourLater(world);
  const known = [
    {
      name: 'curl',
      shown: '`curl -sI`, three addresses',
      file: 'curl',
      args: ['-sI', ...plain],
      env: world.env,
    },
    {
      name: 'aws',
      shown: '`aws cloudfront create-invalidation`',
      file: 'aws',
      args: [
        ...['cloudfront', 'create-invalidation', '--endpoint-url', world.urls.aws],
        ...['--distribution-id', 'E2SANDBOX1PROD', '--paths', '/*'],
      ],
      env: world.env,
      prepare: later,
    },
    {
      name: 'gh',
      shown: '`gh workflow run deploy-prod.yml`',
      file: 'gh',
      args: ['workflow', 'run', 'deploy-prod.yml', '-f', 'version=v1.2.3'],
      env: world.env,
      prepare: later,
    },
  ];
  return known.filter(({ file }) => installed(file));
}
