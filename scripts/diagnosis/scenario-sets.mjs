/* Which scenarios the diagnosis was tuned on, and which it was not. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Scenarios by people who had not read the weights, truth first. */
export const firstPlayFolder = 'test/scenarios/first-play';

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
  const files = filesIn(firstPlayFolder);
  const isTuned = ({ file }) => ledToChange(readFileSync(file, 'utf8'));
  return {
    tuned: [...shipped.map((name) => ({ name })), ...files.filter(isTuned)],
    first: files.filter((one) => !isTuned(one)),
  };
}
