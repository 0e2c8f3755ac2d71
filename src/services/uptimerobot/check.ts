import { type AccessReport, access } from '../../domain/doctor/access.ts';
import { cleanText } from '../../domain/text/clean.ts';
import type { AccessBudget } from '../../ports/access.ts';
import { field, listAt } from '../http/json.ts';
import { openUptimeRobot, type UptimeRobotParts, uptimerobot } from './client.ts';

/** Reads the list of monitors, and tells which of the config's monitors UptimeRobot does not watch. */
export async function checkUptimeRobot(
  parts: UptimeRobotParts,
  reach: AccessBudget,
): Promise<AccessReport> {
  const client = openUptimeRobot(parts);
  if (client.secret.problem) return client.secret.problem;
  const request = { path: '/monitors?limit=200' };
  const { answer, reason } = await client.read(request, { ...reach, patience: 0 });
  if (answer === undefined) return access('unknown', reason);
  if (answer.meaning === 'rejected') {
    const detail = `UptimeRobot rejects UPTIMEROBOT_API_KEY (${answer.status})`;
    return access('rejected', detail, `set ${uptimerobot.secret.howToGet}`);
  }
  const monitors = listAt(answer.json, 'data');
  if (answer.meaning !== 'done' || monitors === undefined) {
    return access('unknown', `UptimeRobot answered ${answer.status} without a list of monitors`);
  }
  return watched(parts.monitors, monitors, typeof field(answer.json, 'nextLink') === 'string');
}

function watched(
  wanted: readonly string[],
  monitors: readonly unknown[],
  more: boolean,
): AccessReport {
  const stateOf = new Map(
    monitors.map((each) => [field(each, 'friendlyName'), field(each, 'status')]),
  );
  const missing = more ? [] : wanted.filter((name) => !stateOf.has(name));
  const paused = wanted.filter((name) => stateOf.get(name) === 'PAUSED');
  const count = `${monitors.length}${more ? ' or more' : ''} monitors`;
  if (missing.length === 0 && paused.length === 0) return access('works', count);
  const gaps = [
    missing.length === 0 ? '' : `not watched: ${missing.join(', ')}`,
    paused.length === 0 ? '' : `paused: ${paused.join(', ')}`,
  ].filter((gap) => gap !== '');
  return access(
    'limited',
    `${count}; ${cleanText(gaps.join('; '), 200)}`,
    'add or start them in UptimeRobot, under the same names as in tsops.config.yaml',
  );
}
