import * as z from 'zod/mini';
import { defineCommand } from '../../contract/command.ts';
import type { Screen } from '../../contract/context.ts';
import { type CheckedIncident, checkIncident } from '../../evidence/incident/chain.ts';
import { incidentMeant } from '../../evidence/incident/open.ts';
import { incidentArgument } from '../input/incident.ts';

const input = z.object({ incident: z.optional(z.string()) });

/** Exit 1 where a line is altered, missing, foreign, repeated or torn; the first one is named. */
export default defineCommand<z.output<typeof input>, CheckedIncident>({
  name: 'incident verify',
  danger: 'read',
  examples: [
    { command: 'tsops incident verify', explains: 'check that no line was altered' },
    { command: 'tsops incident verify 20261125T0315', explains: 'an earlier incident' },
  ],
  arguments: [incidentArgument],
  input,
  async run({ incident }, context) {
    const data = await checkIncident(
      context,
      await incidentMeant(context, incident, 'or the newest'),
    );
    return { verdict: data.whole ? 'ok' : 'bad', data };
  },
  view: viewVerify,
});

function viewVerify({ records, whole }: CheckedIncident, screen: Screen): string {
  const lines = records.flatMap(({ record, lines: count, fault, more, head }) => {
    const sign = screen.sign(fault === null ? 'ok' : 'bad');
    const state = fault === null ? `${count} lines, whole` : fault.detail;
    const others = more === 0 ? '' : ` (and ${more} more)`;
    return [
      `${sign} ${record}`,
      `    ${state}${others}`,
      ...(fault === null ? [screen.paint.dim(`    ends in ${head.slice(0, 16)}…`)] : []),
    ];
  });
  const end = whole
    ? 'Nothing vouches for a last line but its hash: compare it with what was shared.'
    : 'What stands before the fault is as it was written.';
  return [...lines, '', end].map((line) => screen.fit(line, screen.columns)).join('\n');
}
