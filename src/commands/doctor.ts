import * as z from 'zod/mini';
import { defineCommand } from '../command.ts';
import type { Screen } from '../context.ts';
import type { AccessState } from '../domain/access.ts';
import { type Area, areas, type Check, doctorVerdict, verdictOfState } from '../domain/doctor.ts';
import { askAccess } from '../evidence/access.ts';
import { wrap } from './wrap.ts';

export interface DoctorData {
  readonly checks: readonly Check[];
  /** Areas that were asked for by name: there, what is not set is bad. */
  readonly required: readonly Area[];
  /** Areas that have not answered yet; empty in the end. */
  readonly waitingFor: readonly Area[];
}

const headings: Readonly<Record<Area, string>> = {
  machine: 'This machine',
  site: 'Site',
  github: 'GitHub',
  aws: 'AWS',
  sentry: 'Sentry',
  slack: 'Slack',
  pagerduty: 'PagerDuty',
  uptimerobot: 'UptimeRobot',
  dependencies: 'Dependencies',
};

const input = z.object({
  access: z._default(z.array(z.enum(areas, { error: `one of ${areas.join(', ')}` })), []),
});

/**
 * Exit 0 when all that is configured works; 1 when something configured is rejected, or something asked
 * for by name is not set; 2 when the config is wrong; 3 when something configured could not be asked.
 */
export default defineCommand<z.output<typeof input>, DoctorData>({
  name: 'doctor',
  danger: 'read',
  examples: [
    { command: 'tsops doctor', explains: 'before a shift: what works, and exactly what to set' },
    { command: 'tsops doctor github aws', explains: 'only these; what is not set then is bad' },
    { command: 'tsops doctor --json', explains: 'the same for a script' },
  ],
  arguments: [
    {
      syntax: '[access...]',
      description: `what to check, and to insist on: ${areas.join(', ')}`,
      complete: areas,
    },
  ],
  input,
  async run({ access: required }, context, live) {
    const asked = required.length === 0 ? areas : areas.filter((area) => required.includes(area));
    const answered = new Map<Area, readonly Check[]>();
    const data = (): DoctorData => ({
      checks: asked.flatMap((area) => answered.get(area) ?? []),
      required,
      waitingFor: asked.filter((area) => !answered.has(area)),
    });
    await Promise.all(
      askAccess(context, asked).map(async ({ area, checks }) => {
        answered.set(area, await checks);
        live.update(data());
      }),
    );
    const found = data();
    const verdict = doctorVerdict(found.checks, required);
    const wrong = found.checks.some((each) => each.name === 'config' && each.state === 'rejected');
    return {
      verdict,
      data: found,
      next: next(found),
      ...(wrong ? { exitCode: 2 } : {}),
    };
  },
  view,
  sample: {
    checks: [
      { area: 'machine', name: 'clock', state: 'works', detail: 'within 2 s of the site' },
      {
        area: 'sentry',
        name: 'project',
        state: 'not-set',
        detail: 'SENTRY_AUTH_TOKEN is not set',
        next: ['export SENTRY_AUTH_TOKEN=…'],
      },
    ],
    required: [],
    waitingFor: [],
  },
});

function next({ checks }: DoctorData): readonly string[] {
  const wrong = checks.find((check) => check.state === 'rejected');
  if (wrong?.name === 'config') return ['tsops config validate'];
  return wrong?.next?.slice(0, 1) ?? [];
}

function view({ checks, required, waitingFor }: DoctorData, screen: Screen): string {
  const blocks = areas.flatMap((area) => {
    const rows = checks.filter((check) => check.area === area);
    if (rows.length === 0) return [];
    const insists = required.includes(area);
    return [
      screen.paint.bold(headings[area]),
      ...rows.flatMap((row) => lines(row, insists, screen)),
    ];
  });
  return [...blocks, '', summary(checks, waitingFor)].join('\n');
}

const nameWidth = 16;
const stateWidth = 9;

function lines(check: Check, insists: boolean, screen: Screen): readonly string[] {
  const { paint } = screen;
  const verdict = verdictOfState(check.state, insists);
  const sign = verdict === null ? paint.dim('·') : screen.sign(verdict);
  const word = stateWord(check.state).padEnd(stateWidth);
  const start = `  ${sign} ${screen.fit(check.name, nameWidth - 1)}`;
  const indent = 4 + nameWidth + stateWidth;
  const room = screen.terminal ? Math.max(20, screen.columns - indent) : Number.POSITIVE_INFINITY;
  const advice = (check.next ?? []).map((each) => `→ ${each}`);
  // What is not set says all it has to say by what would set it.
  const said = check.state === 'not-set' && advice.length > 0 ? advice : [check.detail, ...advice];
  const [first = '', ...rest] = said.flatMap((each) => wrap(each, room, screen.width));
  const gap = ' '.repeat(Math.max(1, 4 + nameWidth - screen.width(start)));
  const head = `${start}${gap}${verdict === null ? paint.dim(word) : word}${first}`;
  return [head, ...rest.map((line) => ' '.repeat(indent) + line)];
}

function stateWord(state: AccessState): string {
  return state.replace('-', ' ');
}

const counted: readonly AccessState[] = [
  'works',
  'limited',
  'rejected',
  'unknown',
  'untested',
  'not-set',
];

function summary(checks: readonly Check[], waitingFor: readonly Area[]): string {
  if (waitingFor.length > 0) return `asking ${waitingFor.join(', ')} …`;
  return counted
    .map((state) => [checks.filter((check) => check.state === state).length, state] as const)
    .filter(([count]) => count > 0)
    .map(([count, state]) => `${count} ${stateWord(state)}`)
    .join(', ');
}
