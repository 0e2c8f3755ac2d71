/*
 * npm run diagnosis [-- --seeds 20] [--from 1] [--scenario bad-deploy] [--write]: plays every scenario that has a right
 * answer with many seeds, as far as the recommendation, and counts. `--write` puts the figures and the table
 * of weights into docs/diagnosis.md. Exit code 1 where a goal is missed.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { rolldown } from 'rolldown';
import {
  blindLines,
  blindTotals,
  confusion,
  perScenario,
  totalLines,
  totals,
} from './diagnosis/confusion.mjs';
import { inserted, weightTable } from './diagnosis/page.mjs';
import { rawText } from './raw-text.mjs';

const { values: options } = parseArgs({
  options: {
    seeds: { type: 'string', default: '20' },
    /** The first seed: others than those with which the weights were chosen. */
    from: { type: 'string', default: '1' },
    /** Presets of noise with which each is played, such as `rough`, with commas between. */
    noise: { type: 'string', default: '' },
    scenario: { type: 'string', multiple: true },
    write: { type: 'boolean', default: false },
  },
});
const root = fileURLToPath(new URL('..', import.meta.url));
const page = join(root, 'docs/diagnosis.md');
/** Below the repository, so that packages are found. */
const folder = mkdtempSync(join(root, 'node_modules/.diagnosis-'));

/** Node 20 reads no TypeScript: what plays a scenario is bundled for this run. */
async function player() {
  const bundle = await rolldown({
    cwd: root,
    input: 'test/support/diagnose.ts',
    platform: 'node',
    external: /node_modules/,
    plugins: [rawText()],
  });
  await bundle.write({ dir: folder, format: 'esm', entryFileNames: 'diagnose.mjs' });
  await bundle.close();
  return import(pathToFileURL(join(folder, 'diagnose.mjs')).href);
}

function caseOf(played, { concluded, trueCause, isRight, wrongRollback }) {
  return {
    scenario: played.scenario,
    seed: played.seed,
    truth: trueCause(played),
    tellable: played.answer.tellable,
    recommended: concluded(played.diagnosis),
    right: isRight(played),
    wrongRollback: wrongRollback(played),
    took: played.took,
  };
}

/** Why a case came out wrong, for whoever tunes the weights. */
function mistake({ scenario, seed, answer, diagnosis, collected }) {
  const ranked = diagnosis.ranked.map(({ hypothesis, score, for: pro, against }) => {
    const reasons = [...pro, ...against].map(({ weight, text }) => `${weight} ${text.en}`);
    return `    ${hypothesis} ${score}: ${reasons.join('; ')}`;
  });
  const details = Object.entries(collected).map(
    ([id, { verdict, detail }]) => `    ${id} (${verdict}): ${detail}`,
  );
  return [
    `${scenario} seed ${seed}: ${diagnosis.recommended} (${diagnosis.standing}, ${JSON.stringify(diagnosis.response).slice(0, 100)}), not ${answer.recommended} ${answer.rollback}`,
    ...ranked,
    ...details,
  ].join('\n');
}

/** Four at a time: each waits for sockets more than it computes. In the order of the items. */
async function several(items, play) {
  const results = [];
  const left = [...items.entries()];
  const work = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      results[next[0]] = await play(next[1]);
    }
  };
  await Promise.all(Array.from({ length: 4 }, work));
  return results;
}

async function playAll(api) {
  const seeds = Array.from({ length: Number(options.seeds) }, (_, i) => i + Number(options.from));
  const known = api.answered();
  const names = options.scenario ?? known;
  const strange = names.find((name) => !known.includes(name));
  if (strange !== undefined)
    throw new Error(`${strange} has no answer; known: ${known.join(', ')}`);
  const cases = [];
  for (const name of names) {
    for (const played of await several(seeds, (seed) => api.play(name, seed))) {
      const one = caseOf(played, api);
      cases.push(one);
      if (!one.right || one.wrongRollback) console.log(mistake(played));
      for (const line of new Set(played.unexpected))
        console.log(`${name}: not understood: ${line}`);
    }
  }
  return { cases, blind: await playBlind(names, api) };
}

/** Each scenario once more for every vendor, which then answers nothing but errors. */
async function playBlind(names, api) {
  const cases = [];
  for (const name of names) {
    const played = await several([...api.vendors.keys()], (i) =>
      api.play(name, i + 1, api.vendors[i]),
    );
    for (const [i, each] of played.entries()) {
      const one = { ...caseOf(each, api), accused: api.accused(each) };
      cases.push(one);
      if (!one.accused && !one.wrongRollback) continue;
      console.log(`${api.vendors[i]} is dead: ${mistake(each)}`);
    }
  }
  return cases;
}

try {
  const api = await player();
  api.playWithNoise(options.noise);
  const { cases, blind } = await playAll(api);
  const sums = totals(cases);
  const unseeing = blindTotals(blind);
  const lines = [...totalLines(sums), ...blindLines(unseeing)];
  const figures = [confusion(cases), '', ...lines, '', perScenario(cases)].join('\n');
  console.log(`\n${figures}\n`);
  if (options.write) {
    let text = readFileSync(page, 'utf8');
    const head = `${cases.length} cases: ${options.seeds} seeds of each scenario.`;
    text = inserted(text, 'figures', `${head}\n\n${figures}`);
    text = inserted(text, 'errors', weightTable(...api.weightTables.errors));
    text = inserted(text, 'speed', weightTable(...api.weightTables.speed));
    text = inserted(text, 'site', weightTable(...api.weightTables.site));
    writeFileSync(page, text);
  }
  process.exitCode = sums.reached && unseeing.reached ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
