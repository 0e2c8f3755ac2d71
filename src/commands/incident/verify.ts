import * as z from 'zod/mini';
import { defineCommand } from '../../contract/command.ts';
import type { Screen } from '../../contract/context.ts';
import { say, type Text } from '../../domain/text/language.ts';
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

const faults: Readonly<Record<string, string>> = {
  torn: '기록이 중간에 끊겼습니다',
  foreign: 'tsops가 쓴 기록이 아닙니다',
  missing: '앞의 줄이 없습니다',
  repeated: '줄 번호가 되풀이됩니다',
  altered: '내용이 변경되었습니다',
};

function faultText({
  fault,
  line,
  detail,
}: NonNullable<CheckedIncident['records'][number]['fault']>): Text {
  return say(detail, `${line}번째 줄: ${faults[fault] ?? detail}`);
}

function endsIn(head: string): Text {
  return say(`    ends in ${head}`, `    마지막 해시 ${head}`);
}

function viewVerify({ records, whole }: CheckedIncident, screen: Screen): string {
  const lines = records.flatMap(({ record, lines: count, fault, more, head }) => {
    const sign = screen.sign(fault === null ? 'ok' : 'bad');
    const state =
      fault === null
        ? screen.say(
            say(`${count} ${count === 1 ? 'line' : 'lines'}, none altered`, `${count}줄, 온전함`),
          )
        : screen.say(faultText(fault));
    const others = more === 0 ? '' : screen.say(say(` (and ${more} more)`, ` (외 ${more}건)`));
    return [
      `${sign} ${record}`,
      `    ${state}${others}`,
      ...(fault === null ? [screen.paint.dim(screen.say(endsIn(`${head.slice(0, 16)}…`)))] : []),
    ];
  });
  const end = whole
    ? say(
        'Only its hash vouches for the last line: compare it with what was shared.',
        '마지막 줄은 해시로만 확인됩니다. 공유된 기록과 비교하십시오.',
      )
    : say(
        'Everything before the fault is as it was written.',
        '문제가 난 줄 이전은 기록된 그대로입니다.',
      );
  return [...lines, '', screen.say(end)].map((line) => screen.fit(line, screen.columns)).join('\n');
}
