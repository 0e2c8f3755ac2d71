/* Kinds in which processes meet, or end in the middle: killed, several at once, on two machines, a full disk. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lookedUpAndAgain, playOf } from './play.mjs';
import { walkCases } from './walks.mjs';
import { requestOf, writes } from './writes.mjs';

function eachLine(how) {
  return Object.entries(writes).flatMap(([name, write]) =>
    Array.from({ length: write.lines }, (_, index) => ({
      id: `${name}, line ${index + 1}`,
      play: (api) => how(api, write, index + 1),
    })),
  );
}

async function killedAtLine({ program, world, text }, write, line) {
  const play = playOf(program, world, write);
  await play.prepare();
  const env = { TSOPS_E2E_KILL_AT_LINE: String(line) };
  const { signal } = await play.step(write.args, { env, text });
  if (signal !== 'SIGKILL') return null;
  await lookedUpAndAgain(play);
  return play.finish();
}

async function diskFullAtLine({ program, world, text, round }, write, line) {
  const play = playOf(program, world, write);
  await play.prepare();
  const code = ['ENOSPC', 'EROFS', 'EIO'][(line + round) % 3];
  const env = { TSOPS_FAULTS_DISK: code, TSOPS_FAULTS_DISK_AT_LINE: String(line) };
  const { code: ended } = await play.step(write.args, { env, text });
  await lookedUpAndAgain(play);
  // What was done and could not be written down was said, unless nobody was told.
  return play.finish(ended === 0 ? {} : { recorded: true });
}

/** The state folder is a file: nothing can be written at all. */
async function stateIsAFile({ program, world, text }, write) {
  const play = playOf(program, world, write);
  await play.prepare();
  const broken = join(world.folder, 'broken');
  mkdirSync(broken, { recursive: true });
  writeFileSync(join(broken, 'tsops'), '');
  await play.step(write.args, { text, env: { XDG_STATE_HOME: broken } });
  if (write.effects(await world.state()) > 0) return play.finish({ recorded: false });
  await play.step(write.args);
  return play.finish();
}

/** The vendor takes its time, so that those who begin together do meet. */
const slowly = (write) => ({ ...requestOf(write), kind: 'slow', delay: '1s' });

function atOnce(counts) {
  return Object.entries(writes).flatMap(([name, write]) =>
    counts.map((count) => ({
      id: `${name}, ${count}`,
      async play({ program, world }) {
        const play = playOf(program, world, write);
        await play.prepare();
        await world.inject(slowly(write));
        await play.together(Array.from({ length: count }, () => write.args));
        return play.finish();
      },
    })),
  );
}

const twoMachines = Object.entries(writes).map(([name, write]) => ({
  id: name,
  async play({ program, world }) {
    const play = playOf(program, world, write);
    await play.prepare();
    await world.inject(slowly(write));
    const machines = [world.env, world.machine('two')];
    await play.together([write.args, write.args], (index) => ({ machine: machines[index] }));
    return play.finish();
  },
}));

/** Rollbacks alone, to one version and without waiting for the run: one dispatch, whoever begins. */
const rounds = [2, 3, 10].map((count) => ({
  id: `${count} rollbacks`,
  async play({ program, world }) {
    const write = { ...writes.rollback, holds: (state) => writes.rollback.effects(state) > 0 };
    const args = [...write.args, '--no-wait'];
    const play = playOf(program, world, { ...write, args });
    await play.together(Array.from({ length: count }, () => args));
    return play.finish();
  },
}));

export const processKinds = [
  {
    name: 'killed',
    title: 'kill -9 after each line of the journal',
    cases: eachLine(killedAtLine),
  },
  { name: 'walks', title: 'a runbook, a watch, a silence, killed so', cases: walkCases },
  { name: 'at-once', title: 'two, three and ten at once', cases: atOnce([2, 3, 10]) },
  { name: 'rounds', title: 'two, three and ten rollbacks at once', cases: rounds },
  { name: 'machines', title: 'at once on two machines', cases: twoMachines, apart: true },
  {
    name: 'disk',
    title: 'a disk that takes no more, at each line of the journal',
    cases: [
      ...eachLine(diskFullAtLine),
      ...Object.entries(writes).map(([name, write]) => ({
        id: `${name}, no folder`,
        play: (api) => stateIsAFile(api, write),
      })),
    ],
  },
];
