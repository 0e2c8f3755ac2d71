/* What became of a silence, or the end of one, whose record was left open: the record of silences tells. */

import type { Reconcile } from '../../contract/action.ts';
import { lineTextOf } from '../../domain/incident/merged-lines.ts';
import { say } from '../../domain/text/language.ts';
import { silenceRecord } from '../../evidence/alerts/silences.ts';

export const reconcileSilence: Reconcile = async ({ journal }, { id: record, entries }) => {
  const intent = entries.find(({ kind }) => kind === 'intent');
  const id = lineTextOf(intent?.id, 20);
  const known = await silenceRecord(journal);
  const lines = known === undefined ? [] : (await journal.read(known)).entries;
  const kind = intent?.action === 'silence' ? 'silenced' : 'expired';
  // Another silence may have got the number that this one was to have.
  const there = lines.some((line) => line.kind === kind && line.record === record);
  const what = kind === 'silenced' ? say(id, id) : say(`The end of ${id}`, `${id} 해제`);
  return there
    ? {
        state: 'done',
        detail: say(
          `${what.en} is in the record of silences.`,
          `${what.ko}: 알림 중지 기록에 있습니다.`,
        ),
      }
    : {
        state: 'not-done',
        detail: say(
          `${what.en} is not in the record of silences.`,
          `${what.ko}: 알림 중지 기록에 없습니다.`,
        ),
      };
};
