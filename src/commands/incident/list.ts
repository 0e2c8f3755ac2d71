import * as z from 'zod/mini';
import { defineCommand } from '../../contract/command.ts';
import type { Screen } from '../../contract/context.ts';
import type { IncidentPhase } from '../../domain/incident/replay.ts';
import { say } from '../../domain/text/language.ts';
import { type ListedIncident, listIncidents } from '../../evidence/incident/list.ts';

export interface IncidentList {
  readonly incidents: readonly ListedIncident[];
  /** Older ones that were not read. */
  readonly left: number;
}

const input = z.object({ all: z._default(z.boolean(), false) });
const newest = 20;

export default defineCommand<z.output<typeof input>, IncidentList>({
  name: 'incident list',
  danger: 'read',
  examples: [
    { command: 'tsops incident list', explains: `the newest ${newest}` },
    { command: 'tsops incident list --all', explains: 'every incident on this machine' },
  ],
  options: [{ flags: '--all', description: `not only the newest ${newest}` }],
  input,
  async run({ all }, context) {
    const data = await listIncidents(context, all ? Number.POSITIVE_INFINITY : newest);
    const verdict = data.incidents.length === 0 ? 'no-data' : 'ok';
    const next =
      data.incidents.length === 0
        ? ["tsops incident start 'what is wrong' --severity P2"]
        : ['tsops incident status'];
    return { verdict, data, next, exitCode: 0 };
  },
  view: viewList,
});

const signs: Readonly<Record<IncidentPhase, 'bad' | 'warn' | 'ok'>> = {
  open: 'bad',
  mitigated: 'warn',
  resolved: 'ok',
};

const damaged = say('damaged', '손상됨');
const phases = {
  open: say('open', '진행 중'),
  mitigated: say('mitigated', '완화됨'),
  resolved: say('resolved', '해결됨'),
} as const;

function viewList({ incidents, left }: IncidentList, screen: Screen): string {
  if (incidents.length === 0) {
    return screen.say(
      say(
        'No incident has been recorded on this machine.',
        '이 컴퓨터에 기록된 인시던트가 없습니다.',
      ),
    );
  }
  const rows = incidents.flatMap(({ id, titles, severity, phase, detectedAt, drill }) => [
    [
      phase === null ? screen.sign('unknown') : screen.sign(signs[phase]),
      severity ?? '?',
      screen.say(phase === null ? damaged : phases[phase]),
      detectedAt === null ? '' : screen.ago(detectedAt),
      `${drill ? 'DRILL ' : ''}${screen.say(titles)}`,
    ],
    ['', '', '', '', screen.paint.dim(id)],
  ]);
  const more =
    left === 0 ? [] : [screen.say(say(`  and ${left} older: --all`, `  이전 ${left}건: --all`))];
  return [screen.table(rows, { flexible: 4 }), ...more].join('\n');
}
