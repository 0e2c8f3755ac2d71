/*
 * npm run onset [-- --runs 40] [--data NAB] [--write]: compares the onset of errors with published methods, on series
 * whose onset is known, with four kinds of noise, and on the AWS and tweet series of the Numenta Anomaly Benchmark,
 * where `--data` names a checkout of it (AGPL-3.0: none of it is kept here). `--write` puts the figures into
 * docs/diagnosis.md.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { withBundle } from './bundle-typescript.mjs';
import { inserted } from './diagnosis/page.mjs';
import { methods } from './onset/methods.mjs';
import { nabTable } from './onset/nab.mjs';
import { courses, scoreOn } from './onset/synthetic.mjs';

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '40' },
    data: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
const page = fileURLToPath(new URL('../docs/diagnosis.md', import.meta.url));
const percent = (share) => `${Math.round(100 * share)}`;

/** One row for each method and noise, with the mean of what was to be found and of what was not. */
function syntheticTable(all, runs) {
  const quiet = courses.flatMap(({ ago }, i) => (ago === null ? [i] : []));
  const loud = courses.flatMap(({ ago }, i) => (ago === null ? [] : [i]));
  const mean = (shares, some) => some.reduce((sum, i) => sum + shares[i], 0) / some.length;
  const scored = Object.entries(all).map(([name, method]) => [name, scoreOn(method, runs)]);
  const noises = scored[0][1].map(({ noise }) => noise);
  const cells = (rows) =>
    rows.map(({ shares }) => `${percent(mean(shares, loud))} / ${percent(mean(shares, quiet))}`);
  return {
    scored,
    text: [
      `| right % / false % | ${noises.join(' | ')} |`,
      `|---|${noises.map(() => '--:').join('|')}|`,
      ...scored.map(([name, rows]) => `| ${name} | ${cells(rows).join(' | ')} |`),
    ].join('\n'),
  };
}

await withBundle('src/domain/errors/change-point.ts', ({ riseIn }) => {
  const ours = (counts, window) => riseIn(counts, window)?.at ?? null;
  const all = { ...methods, tsops: ours };
  const runs = Number(options.runs);
  const { scored, text } = syntheticTable(all, runs);
  for (const { noise, shares } of scored.at(-1)[1]) {
    const told = courses.map(({ name }, i) => `${name}: ${percent(shares[i])}`);
    console.log(`tsops, ${noise}: ${told.join('; ')}`);
  }
  const real = options.data === undefined ? null : nabTable(all, options.data);
  const figures = [text, ...(real === null ? [] : ['', real])].join('\n');
  console.log(`\n${figures}\n`);
  if (options.write) {
    const data = options.data === undefined ? '' : ' --data NAB';
    const head = `Made by \`npm run onset -- --runs ${runs}${data} --write\`.`;
    const was = readFileSync(page, 'utf8');
    writeFileSync(page, inserted(was, 'onset', `${head}\n\n${figures}`));
  }
});
