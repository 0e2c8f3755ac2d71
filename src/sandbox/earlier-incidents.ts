import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { World } from './world/model.ts';

type Incident = World['scenario']['incidents'][number];

const ACTOR = 'minji@laptop';

/** What the team's journal would hold of the incidents of earlier weeks, had it been kept with tsops. */
export async function keepEarlierIncidents(world: World, stateDirectory: string): Promise<void> {
  for (const incident of world.scenario.incidents) {
    const at = world.startedAt + incident.from;
    const folder = join(stateDirectory, 'tsops', 'records', recordId(at, incident.title));
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const text = linesOf(world, incident).join('\n');
    await writeFile(join(folder, 'journal.jsonl'), `${text}\n`, { mode: 0o600 });
  }
}

/** As the journal names its records. */
function recordId(at: number, title: string): string {
  const time = new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
  return `${time}-incident-${title.toLowerCase().replace(/[^a-z0-9.]+/g, '-')}`;
}

/** Each line holds the hash of the one before. */
function linesOf(world: World, incident: Incident): string[] {
  const { title, severity, runbook = null, from, until, summary } = incident;
  const started = { kind: 'started', title, severity, environment: 'production', runbook };
  const entries = [
    { at: world.startedAt + from, fields: { ...started, drill: true } },
    { at: world.startedAt + until, fields: { kind: 'resolved', summary } },
  ];
  let prev = '';
  return entries.map(({ at, fields }, index) => {
    const time = new Date(at).toISOString();
    const hash = createHash('sha256').update(prev).digest('hex');
    prev = JSON.stringify({
      seq: index + 1,
      at: time,
      eventAt: time,
      actor: ACTOR,
      ...fields,
      prev: hash,
    });
    return prev;
  });
}
