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

/** Everything that is measured: name, how it is shown, what it is compared with, and the goal it has. */
export function subjects({ tsops, clean, targets, world, folder, anHourLater }) {
  const node = process.execPath;
  const config = (name, text) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };
  const plain = targets.http.map((port) => `http://127.0.0.1:${port}/`);
  const secure = targets.https.map((port) => `https://127.0.0.1:${port}/`);
  const served = `environments: { production: { url: '${plain[0]}', buildInfo: /build-info.json }, staging: { url: '${plain[1]}', buildInfo: /build-info.json } }`;
  const ours = (name, args, more) => ({
    name,
    shown: `\`tsops ${name}\``,
    file: node,
    args: [tsops, ...args],
    env: clean,
    ...more,
  });
  const trusting = { NODE_OPTIONS: '--use-openssl-ca', SSL_CERT_FILE: targets.cert };
  const distribution = world.distribution ?? 'E2SANDBOX1PROD';
  const later = () => anHourLater(world);
  // Where gh deploys v1.2.3 again in each round, there is always something to roll back.
  const back = installed('gh') ? () => true : (round) => round % 2 === 0;
  const turn = (round) => (back(round) ? ['v1.2.2'] : ['v1.2.3', '--forward']);
  const list = [
    { name: 'node', shown: '`node -e 0`', file: node, args: ['-e', '0'], env: clean },
    ours('--version', ['--version'], { goal: { most: 1.1, of: 'node' } }),
    ours('--help', ['--help'], { goal: { most: 1.1, of: 'node' } }),
    ours('health-http', ['--config', config('http.yaml', yaml(plain)), 'health'], {
      shown: '`tsops health`, 3 × HTTP',
      against: 'curl',
      goal: { most: 2.2, of: 'node' },
    }),
    ours('version', ['--config', config('version.yaml', yaml(plain, served)), 'version'], {
      goal: { most: 2.2, of: 'node' },
      // No token is set, and `gh` is not asked for one: its start is not ours.
      env: { ...clean, PATH: '' },
    }),
    ours('invalidate', ['invalidate', '--all', '--no-wait', '--confirm', 'production'], {
      shown: '`tsops invalidate --all --no-wait`',
      env: world.env,
      prepare: later,
      against: 'aws',
      goal: { most: 3.5, of: 'node' },
    }),
    ours('rollback', [], {
      shown: '`tsops rollback v1.2.2 --no-wait`',
      argsOf: (round) => [
        tsops,
        'rollback',
        ...turn(round),
        '--no-wait',
        '--confirm',
        'production',
      ],
      env: world.env,
      prepare: later,
      against: 'gh',
      goal: { most: 3.5, of: 'node' },
    }),
  ];
  if (secure.length > 0) {
    list.splice(4, 0, {
      ...ours('health-https', ['--config', config('https.yaml', yaml(secure)), 'health']),
      shown: '`tsops health`, 3 × HTTPS',
      env: { ...clean, ...trusting },
      goal: { most: 3, of: 'node' },
    });
  }
  return [...list, ...peers({ plain, world, distribution, later })];
}

function peers({ plain, world, distribution, later }) {
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
        ...['--distribution-id', distribution, '--paths', '/*'],
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
