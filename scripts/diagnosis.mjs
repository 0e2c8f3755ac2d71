/*
 * npm run diagnosis [-- --seeds 20] [--from 1] [--noise rough] [--scenario bad-deploy] [--sighted] [--blind] [--write]
 * [--record] [--weights]: plays every scenario that has a right answer with many seeds, as far as the recommendation, and
 * counts, apart: those that it was tuned on, those that it was not, what would have done harm, and how it does while
 * vendors are dead. `--write` puts what was played into its own part of docs/diagnosis.md, and renews the tables of weights.
 * `--record` plays what was never played once, with seed 1, and keeps that in PLAYED.md; `--weights` renews the tables of
 * weights alone. Exit code 1 where a goal is missed.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { withBundle } from './bundle-typescript.mjs';
import { blindFigures, figuresOf, roughFigures } from './diagnosis/figures.mjs';
import { firstGrades, plays, recordFirstPlay } from './diagnosis/first-play.mjs';
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
    /** Without the plays in which vendors are dead, which take most of the time; or those alone. */
    sighted: { type: 'boolean', default: false },
    blind: { type: 'boolean', default: false },
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

/** Two at a time: each waits for sockets more than it computes, and none must look late. In the order of the items. */
async function several(items, play) {
  const results = [];
  const left = [...items.entries()];
  const work = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      results[next[0]] = await play(next[1]);
    }
  };
  await Promise.all(Array.from({ length: 2 }, work));
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

/** Every pair of vendors. */
function pairsOf(vendors) {
  return vendors.flatMap((one, i) => vendors.slice(i + 1).map((other) => [one, other]));
}

/** Each scenario once more for every vendor, and for one pair of them in turn, which then answer nothing but errors. */
async function playBlind(set, api) {
  const cases = [];
  const pairs = pairsOf(api.vendors);
  for (const [turn, { scenario }] of (await wantedIn(set, api)).entries()) {
    const deaths = [...api.vendors.map((one) => [one]), pairs[turn % pairs.length]];
    const played = await several([...deaths.entries()], ([i, dead]) =>
      api.play(scenario, i + 1, dead),
    );
    for (const [i, each] of played.entries()) {
      const one = { ...caseOf(each, api), accused: api.accused(each), dead: deaths[i] };
      cases.push(one);
      if (!one.accused && one.harms.length === 0) continue;
      console.log(`${deaths[i].join(' and ')} dead: ${mistake(each)}`);
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
  const parts = [];
  if (!options.blind) parts.push(await measureSighted(sets, api));
  if (!options.sighted) {
    const blind = await playBlind([...sets.tuned, ...sets.first], api);
    parts.push({ part: 'blind', ...blindFigures(blind) });
  }
  for (const { text } of parts) console.log(`\n${text}\n`);
  if (options.write) write(parts, api.weightTables);
  process.exitCode = parts.every(({ reached }) => reached) ? 0 : 1;
}

async function measureSighted(sets, api) {
  const seeds = Array.from({ length: Number(options.seeds) }, (_, i) => i + Number(options.from));
  const tuned = await playSet(sets.tuned, seeds, api);
  const first = await playSet(sets.first, seeds, api);
  if (options.noise !== '') return { part: 'rough', ...roughFigures({ tuned, first }) };
  return { part: 'figures', ...figuresOf({ tuned, first, plays: plays() }) };
}

/** The command that makes a part, and the day on which it was made. */
function madeBy(part) {
  const noise = options.noise === '' ? '' : ` --noise ${options.noise}`;
  const seeds = ` --seeds ${options.seeds} --from ${options.from}`;
  const asked = part === 'blind' ? `${noise} --blind` : `${seeds}${noise} --sighted`;
  const today = new Date().toISOString().slice(0, 10);
  return `Made by \`npm run diagnosis --${asked} --write\` on ${today}.`;
}

function write(parts, tables) {
  const text = parts.reduce(
    (done, { part, text: figures }) => inserted(done, part, `${madeBy(part)}\n\n${figures}`),
    readFileSync(page, 'utf8'),
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
  if (options.noise !== '' && (options.record || (options.write && !options.sighted)))
    throw new Error('the first play, and dead vendors, are of worlds without noise');
  if (options.scenario !== undefined && options.write)
    throw new Error('what is written down is of all scenarios');
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
