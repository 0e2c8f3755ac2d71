import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { median } from './measure.mjs';
import { installed, peakSockets } from './world.mjs';

const sizes = [1, 100, 1000, 10_000];

/** `health` over many loopback monitors beside `curl -Z` on the same addresses: a table of time and memory. */
export async function many({ tsops, clean, targets, folder, runOnce }) {
  const rows = [];
  for (const size of sizes) {
    const urls = Array.from(
      { length: size },
      (_, at) => `http://${targets.hosts[at % targets.hosts.length]}:${targets.port}/`,
    );
    const config = join(folder, `many-${size}.yaml`);
    writeFileSync(
      config,
      [
        'monitors:',
        ...urls.map((url, at) => `  - { name: m${at}, url: '${url}', interval: 60s }`),
        'health: { retries: 0, controlHosts: [] }',
      ].join('\n'),
    );
    const list = join(folder, `many-${size}.curl`);
    writeFileSync(list, urls.map((url) => `url = "${url}"\noutput = "/dev/null"`).join('\n'));
    const own = {
      file: process.execPath,
      args: [tsops, '--config', config, 'health', '--json'],
      env: clean,
    };
    const peer = { file: 'curl', args: ['-sZ', '--parallel-max', '50', '-K', list], env: clean };
    const rounds = size === 10_000 ? 3 : 5;
    const ours = [];
    const theirs = [];
    let sockets = 0;
    for (let round = 0; round < rounds; round++) {
      await peakSockets(targets);
      ours.push(await runOnce(own));
      sockets = Math.max(sockets, await peakSockets(targets));
      if (installed('curl')) theirs.push(await runOnce(peer));
    }
    const wall = median(ours.map((run) => run.wall));
    const peak = Math.max(...ours.map((run) => run.peak ?? 0));
    const ratio =
      theirs.length === 0 ? '' : (wall / median(theirs.map((run) => run.wall))).toFixed(2);
    rows.push(
      `| ${size} | ${wall.toFixed(0)} ms | ${ratio} | ${peak.toFixed(0)} MiB | ${sockets} |`,
    );
  }
  return [
    '| monitors | time | × `curl -Z` | peak memory | sockets at once |',
    '|--:|--:|--:|--:|--:|',
    ...rows,
  ].join('\n');
}
