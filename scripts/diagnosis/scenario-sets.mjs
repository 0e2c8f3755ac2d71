/* Which scenarios the diagnosis was tuned on, and which it was not. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Scenarios by people who had not read the weights, truth first; each folder was played once, when it was written. */
export const playFolders = ['test/scenarios/first-play', 'test/scenarios/second-play'];

/** True where a file says at its top that it led to a change. */
const ledToChange = (text) => /^# Tuned: /m.test(text);

function filesIn(folder) {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => ({ name: basename(file, '.yaml'), file: join(folder, file) }));
}

/**
 * `tuned`: the shipped ones and those that led to a change. `first`: those on which nothing was ever tuned.
 * Each is a name and, where it is not shipped, its file.
 */
export function scenarioSets(shipped) {
  const files = playFolders.flatMap(filesIn);
  const isTuned = ({ file }) => ledToChange(readFileSync(file, 'utf8'));
  return {
    tuned: [...shipped.map((name) => ({ name })), ...files.filter(isTuned)],
    first: files.filter((one) => !isTuned(one)),
  };
}

/** The folder that holds a scenario, or undefined for a shipped one. */
export function folderOf(name) {
  return playFolders.find((folder) => filesIn(folder).some((one) => one.name === name));
}
