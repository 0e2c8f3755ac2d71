/*
 * npm run diagnosis [-- --seeds 20] [--from 1] [--scenario bad-deploy] [--write] [--record] [--weights]: plays every scenario that
 * has a right answer with many seeds, as far as the recommendation, and counts, apart: those that it was tuned on,
 * those that it was not, and what would have done harm. `--write` puts the figures and the table of weights into
 * docs/diagnosis.md. `--record` plays what was never played once, with seed 1, and keeps that in PLAYED.md; `--weights` renews the
 * tables of weights alone.
 * Exit code 1 where a goal is missed.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { withBundle } from './bundle-typescript.mjs';
import { figuresOf } from './diagnosis/figures.mjs';
import { firstGrades, recordFirstPlay } from './diagnosis/first-play.mjs';
import { inserted, weightTable } from './diagnosis/page.mjs';
import { scenarioSets } from './diagnosis/scenario-sets.mjs';

const { values: options } = parseArgs({
  options: {
    seeds: { type: 'string', default: '20' },
    /** The first seed: others than those with which the weights were chosen. */
    from: { type: 'string', default: '1' },
    /** Presets of noise with which each is played, such as `rough`, with commas between. */
    noise: { type: 'string', default: '' },
    scenario: { type: 'string', multiple: true },
    write: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
    weights: { type: 'boolean', default: false },
    /** Without the plays in which one vendor is dead, which take most of the time. */
    sighted: { type: 'boolean', default: false },
  },
});
const root = fileURLToPath(new URL('..', import.meta.url));
const page = join(root, 'docs/diagnosis.md');
function caseOf(played, api) {
  const { response, standing, ranked, causes } = played.diagnosis;
  const { kind, version } = response;
  return {
    scenario: played.scenario,
    seed: played.seed,
    truth: api.trueCause(played),
    tellable: played.answer.tellable,
    answers: api.rightAnswers(played.answer),
    recommended: api.concluded(played.diagnosis),
    about: ranked.find(({ hypothesis }) => causes.includes(hypothesis))?.about ?? null,
    standing,
    response: version === undefined ? kind : `${kind} to ${version}`,
    grade: api.gradeOf(played),
    right: api.gradeOf(played) === 'right',
    harms: api.harmsOf(played),
    wrongRollback: api.wrongRollback(played),
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

/** The scenarios of one set that are wanted, read. */
async function wantedIn(set, api) {
  const wanted = set.filter(({ name }) => options.scenario?.includes(name) ?? true);
  return Promise.all(
    wanted.map(async ({ name, file }) => ({
      name,
      scenario: file === undefined ? name : await api.readScenario(file),
    })),
  );
}

async function playSet(set, seeds, api) {
  const cases = [];
  for (const { name, scenario } of await wantedIn(set, api)) {
    for (const played of await several(seeds, (seed) => api.play(scenario, seed))) {
      const one = caseOf(played, api);
      cases.push(one);
      if (!one.right) console.log(mistake(played));
      for (const line of new Set(played.unexpected))
        console.log(`${name}: not understood: ${line}`);
    }
  }
  return cases;
}

/** Each scenario once more for every vendor, which then answers nothing but errors. */
async function playBlind(set, api) {
  const cases = [];
  for (const { scenario } of await wantedIn(set, api)) {
    const played = await several([...api.vendors.keys()], (i) =>
      api.play(scenario, i + 1, api.vendors[i]),
    );
    for (const [i, each] of played.entries()) {
      const one = { ...caseOf(each, api), accused: api.accused(each) };
      cases.push(one);
      if (!one.accused && one.harms.length === 0) continue;
      console.log(`${api.vendors[i]} is dead: ${mistake(each)}`);
    }
  }
  return cases;
}

/** What has no first play yet is played once, with seed 1. */
async function record(sets, api) {
  const known = firstGrades();
  const cases = await playSet(
    sets.first.filter(({ name }) => !known.has(name)),
    [1],
    api,
  );
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root });
  const added = recordFirstPlay(cases, `Played on the diagnosis of ${String(commit).trim()}`);
  console.log(`${added} scenarios played for the first time`);
}

async function measure(sets, api) {
  const seeds = Array.from({ length: Number(options.seeds) }, (_, i) => i + Number(options.from));
  const tuned = await playSet(sets.tuned, seeds, api);
  const first = await playSet(sets.first, seeds, api);
  const both = [...sets.tuned, ...sets.first];
  const blind = options.sighted ? [] : await playBlind(both, api);
  const { text, reached } = figuresOf({ tuned, first, blind, firstGrades: firstGrades() });
  console.log(`\n${text}\n`);
  if (options.write) write(text, api.weightTables);
  process.exitCode = reached ? 0 : 1;
}

function write(figures, tables) {
  const command = `npm run diagnosis -- --seeds ${options.seeds} --from ${options.from}${options.sighted ? ' --sighted' : ''} --write`;
  const text = inserted(
    readFileSync(page, 'utf8'),
    'figures',
    `Made by \`${command}\`.\n\n${figures}`,
  );
  writeFileSync(page, withWeights(text, tables));
}

function withWeights(text, tables) {
  return ['errors', 'speed', 'site'].reduce(
    (done, about) => inserted(done, about, weightTable(...tables[about])),
    text,
  );
}

await withBundle('test/support/diagnosis-player.ts', async (api) => {
  if (options.noise !== '' && (options.write || options.record))
    throw new Error('what is written down is of worlds without noise');
  api.playWithNoise(options.noise);
  if (options.weights) {
    writeFileSync(page, withWeights(readFileSync(page, 'utf8'), api.weightTables));
    return;
  }
  const sets = scenarioSets(api.answered());
  const known = [...sets.tuned, ...sets.first].map(({ name }) => name);
  const strange = options.scenario?.find((name) => !known.includes(name));
  if (strange !== undefined)
    throw new Error(`${strange} has no answer; known: ${known.join(', ')}`);
  await (options.record ? record(sets, api) : measure(sets, api));
});
