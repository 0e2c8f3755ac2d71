import * as z from 'zod/mini';
import { defineCommand } from '../../contract/command.ts';
import type { Screen } from '../../contract/context.ts';
import { isInForce, type Silence } from '../../domain/notification/silence.ts';
import { say } from '../../domain/text/language.ts';
import { knownSilences } from '../../evidence/alerts/silences.ts';

interface ListedSilence extends Silence {
  readonly active: boolean;
}

export interface SilenceList {
  /** Epoch milliseconds. */
  readonly at: number;
  /** Those in force, the first to end first; then, with --all, those that ended, the last one first. */
  readonly silences: readonly ListedSilence[];
  /** Whether ended ones were asked for. */
  readonly all: boolean;
}

const input = z.object({ all: z._default(z.boolean(), false) });

export default defineCommand<z.output<typeof input>, SilenceList>({
  name: 'alerts silence list',
  danger: 'read',
  examples: [
    { command: 'tsops alerts silence list', explains: 'what is silenced, until when, why' },
    { command: 'tsops alerts silence list --all', explains: 'include past ones' },
  ],
  options: [{ flags: '--all', description: 'include those that have ended' }],
  input,
  async run({ all }, { journal, clock }) {
    const at = clock.now();
    const known = (await knownSilences(journal)).map((silence): ListedSilence => {
      return { ...silence, active: isInForce(silence, at) };
    });
    const active = known.filter((each) => each.active).toSorted((a, b) => a.until - b.until);
    const ended = known.filter((each) => !each.active).toSorted((a, b) => b.until - a.until);
    const [first] = active;
    return {
      verdict: 'ok',
      data: { at, silences: all ? [...active, ...ended] : active, all },
      next: first === undefined ? [] : [`tsops alerts silence expire ${first.id}`],
    };
  },
  view: listText,
});

function listText({ silences, all }: SilenceList, screen: Screen): string {
  if (silences.length === 0) return screen.say(all ? never : none);
  return silences.map((silence) => lines(silence, screen).join('\n')).join('\n');
}

function lines(silence: ListedSilence, screen: Screen): string[] {
  const { id, active, targets, labels, by, reason } = silence;
  const rules = [...new Set(targets.map(({ rule }) => rule))].join(', ');
  const elsewhere = targets.map(({ environment }) => environment);
  const where = [
    ...new Set(elsewhere.filter((each) => each !== 'production')),
    ...Object.entries(labels).map((pair) => pair.join('=')),
  ];
  const what = where.length === 0 ? rules : `${rules} (${where.join(', ')})`;
  return [
    `${screen.sign(active ? 'warn' : 'no-data')} ${screen.paint.bold(id)} ${what}`,
    `    ${endText(silence, screen)}`,
    screen.paint.dim(`    ${by}: ${reason}`),
  ].map((line) => screen.fit(line, screen.columns));
}

const never = say('nothing has ever been silenced', '중지한 적이 없습니다');
const none = say('nothing is silenced', '중지된 알림이 없습니다');

function endText({ active, until, untilResolved, end, endedBy }: ListedSilence, screen: Screen) {
  const when = screen.time(until);
  if (active) {
    const ago = screen.ago(until);
    return screen.say(
      say(
        `until ${when}, ${ago}${untilResolved ? ', or resolved' : ''}`,
        `${when}까지, ${ago}${untilResolved ? ' 또는 해소될 때' : ''}`,
      ),
    );
  }
  const how = {
    time: say('it expired', '기간 만료'),
    resolved: say('it was resolved', '알림 해소'),
    expired: say(`by ${endedBy}`, `${endedBy} 해제`),
  }[end];
  return screen.say(say(`ended ${when}, ${how.en}`, `${when} 종료, ${how.ko}`));
}
