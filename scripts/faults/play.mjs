/* What a run is made of: steps of tsops in a world, with the sandbox's book before and after each. */
import { journalsOf, runTsops } from './program.mjs';

/** What the book says of one write at one moment. */
function bookOf(write, state) {
  return {
    effects: write.effects(state),
    holds: write.holds(state),
    running: state.runs.some(({ status }) => status !== 'completed'),
  };
}

/** The texts that vendors took, as people read them there. */
function textsOf(state) {
  return state.events.flatMap((event) =>
    ['text', 'summary', 'title', 'body', 'content'].flatMap((key) =>
      typeof event[key] === 'string' ? [{ kind: kindOf(event, key), text: event[key] }] : [],
    ),
  );
}

/** The title of an issue is no Markdown: it calls nobody. */
const kindOf = ({ kind }, key) => (key === 'title' ? 'title' : kind);

/** The keys that tsops was given. */
function keysOf(env) {
  const keys = Object.entries(env).filter(([name]) =>
    /TOKEN|SECRET|_KEY$|KEY_ID|WEBHOOK/.test(name),
  );
  return keys.map(([, value]) => value.split('/').at(-1)).filter((value) => value !== '');
}

/** How far the world's clock is ahead of the machine's, for a process that is to live in it. */
const ahead = (state) => String(Date.parse(state.now) - Date.now());

/**
 * Plays one write. `step(args, how)` runs tsops, one after the other, and is judged; `together` runs several at
 * once. `finish` answers what the judge wants to know.
 */
export function playOf(program, world, write) {
  const steps = [];
  const machines = new Map([[world.env.XDG_STATE_HOME, world.env]]);

  async function run(args, how = {}) {
    if (how.machine !== undefined) machines.set(how.machine.XDG_STATE_HOME, how.machine);
    const env = { ...write.env, ...how.env };
    return runTsops(program, world, args, { ...how, env });
  }

  async function step(args, how = {}) {
    const before = await world.state();
    const env = how.own ? how.env : { TSOPS_E2E_LATER: ahead(before), ...how.env };
    const ran = await run([...args, ...(how.text ? [] : ['--json'])], { ...how, env });
    const after = bookOf(write, await world.state());
    const isWrite = args.join(' ') === write.args.join(' ');
    const name = args.slice(0, 2).join(' ');
    const one = { name, isWrite, before: bookOf(write, before), after, ...ran };
    steps.push(one);
    return one;
  }

  async function together(argsOfEach, howOfEach = () => ({})) {
    const before = bookOf(write, await world.state());
    const each = (args, index) => run([...args, '--json'], howOfEach(index));
    const ends = await Promise.all(argsOfEach.map(each));
    const after = bookOf(write, await world.state());
    for (const [index, ran] of ends.entries()) {
      const name = `${argsOfEach[index][0]} ${index + 1}`;
      steps.push({ name, isWrite: true, alone: false, before, after, ...ran });
    }
    return ends;
  }

  /** What has to be there first; it is no part of what is judged. */
  async function prepare() {
    for (const args of write.before ?? []) {
      const { code, stderr } = await run(args);
      if (code !== 0) throw new Error(`tsops ${args.join(' ')} ended with ${code}: ${stderr}`);
    }
  }

  async function finish(more = {}) {
    const state = await world.state();
    const journals = [...machines.values()].flatMap((env, index) =>
      journalsOf(env).map((journal) => ({ ...journal, id: `${index}/${journal.id}` })),
    );
    const own = journals.filter(({ lines }) => lines.some((line) => isIntentOf(line, write)));
    const outcomes = own.map(({ id, lines }) => {
      const end = lines.findLast(({ kind }) => kind === 'outcome');
      return { record: id, state: end?.state ?? 'open' };
    });
    return {
      steps,
      // What is written down meanwhile is shared by a second write: its record may say done as well.
      outcomes: write.goesOn ? [] : outcomes,
      recorded: own.length > 0,
      journal: journals.map(({ text }) => text).join('\n'),
      book: textsOf(state),
      final: bookOf(write, state),
      secrets: keysOf(world.env),
      ...more,
    };
  }
  return { world, write, run, step, together, prepare, finish };
}

/** The intent of this kind of write: its action is the first word, or what the table of actions calls it. */
function isIntentOf({ kind, action }, { args, intents }) {
  if (kind !== 'intent') return false;
  if (intents !== undefined) return intents.includes(action);
  const names = {
    notify: 'notify',
    'incident update': 'post-update',
    'incident share': 'share-incident',
    'pages note': 'note-page',
    'pages resolve': 'resolve-page',
  };
  return action === (names[args.slice(0, 2).join(' ')] ?? names[args[0]] ?? args[0]);
}

/** After the fault: it is looked up twice, and typed again where nobody can say that it is done. */
export async function lookedUpAndAgain(play) {
  const { world, write, step } = play;
  await world.clear();
  if (write.status) await step(write.status);
  await world.advance('200s');
  const known = write.status ? await step(write.status) : undefined;
  const done = /"state":"(?:done|in-progress)"/.test(known?.stdout ?? '');
  if (!done || write.repeats) await step(write.args);
}
