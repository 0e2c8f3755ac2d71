import * as z from 'zod/mini';
import { defineCommand } from '../../contract/command.ts';
import type { Context, Live, Screen } from '../../contract/context.ts';
import { type TimelineEntry, timelineOf } from '../../domain/incident/timeline.ts';
import { parseDuration } from '../../domain/time/duration.ts';
import { incidentMeant, readIncident } from '../../evidence/incident/open.ts';
import { incidentArgument } from '../input/incident.ts';
import { contentLanguage } from '../view/content-language.ts';
import { readIncidentStatus } from './status.ts';
import { type IncidentStatus, viewStatus } from './status-view.ts';
import { timelineLines } from './timeline-view.ts';

export interface WatchedIncident {
  readonly status: IncidentStatus;
  readonly zone: string;
  /** What is new since the step before; on a terminal the last lines of the story. */
  readonly entries: readonly TimelineEntry[];
  readonly ended: boolean;
}

const interval = z.pipe(
  z.string(),
  z.transform((text, context): number => {
    const value = parseDuration(text);
    if (value !== undefined && value >= 200) return value;
    const message = `${text} is not a duration such as 1s, of at least 200ms`;
    context.issues.push({ code: 'custom', input: text, message });
    return z.NEVER;
  }),
);

const input = z.object({
  incident: z.optional(z.string()),
  interval: z.optional(interval),
});

const usualInterval = 1000;

/** Follows until the incident is resolved (exit 0) or Ctrl-C. Reads only: the other one drives. */
export default defineCommand<z.output<typeof input>, WatchedIncident>({
  name: 'incident watch',
  danger: 'read',
  examples: [
    { command: 'tsops incident watch', explains: 'follow it live on another terminal' },
    { command: 'tsops incident watch --json', explains: 'print each new entry as a JSON line' },
  ],
  arguments: [incidentArgument],
  options: [{ flags: '--interval <duration>', description: 'how often to look (default: 1s)' }],
  input,
  async run({ incident, interval: every = usualInterval }, context, live) {
    const id = await incidentMeant(context, incident);
    return watch(id, every, context, live);
  },
  view: viewWatch,
});

async function watch(id: string, every: number, context: Context, live: Live<WatchedIncident>) {
  const { clock, signal, options, terminal } = context;
  const language = await contentLanguage(context);
  const zone = (await context.config()).config.timezone;
  const drawn = terminal.screen.terminal && !options.json;
  const seen = new Set<string>();
  for (;;) {
    const read = await readIncident(context, id);
    const status = await readIncidentStatus(read, context);
    const all = timelineOf(read.lines, language, zone);
    const fresh = all.filter((entry) => !seen.has(entry.id));
    for (const entry of fresh) seen.add(entry.id);
    const ended = status.incident.phase === 'resolved';
    const data: WatchedIncident = { status, zone, entries: drawn ? all : fresh, ended };
    if (drawn || fresh.length > 0) live.emit(data, status.standing.verdict);
    if (ended) return { verdict: status.standing.verdict, data, streamed: true };
    await clock.sleep(every, signal);
  }
}

function viewWatch({ status, zone, entries }: WatchedIncident, screen: Screen): string {
  const lines = timelineLines(entries, zone, screen);
  if (!screen.terminal) return lines.join('\n');
  const head = viewStatus(status, screen).split('\n');
  // A line stays free for the cursor, another for the mark of a drill.
  const room = Math.max(3, screen.rows - head.length - 3);
  return [...head, '', ...lines.slice(-room)].join('\n');
}
