/* What was done on a shift through tsops, by whom, and how it is undone. */
import { isMessage } from '../../incident/action-facts.ts';
import { type Effect, effectsOf } from '../../incident/effects.ts';
import { mergeLines, type RecordLines } from '../../incident/merged-lines.ts';
import type { ShiftWindow } from './window.ts';

export interface ShiftAction
  extends Pick<Effect, 'record' | 'action' | 'environment' | 'what' | 'at' | 'state' | 'undo'> {
  readonly actor: string;
  readonly detail: string;
  /** Words to people: nothing that could be undone. */
  readonly message: boolean;
}

/** Oldest first: those that were started in the window. */
export function shiftActions(records: readonly RecordLines[], window: ShiftWindow): ShiftAction[] {
  const lines = mergeLines({ id: '', entries: [] }, records);
  const actors = new Map(lines.map(({ id, actor }) => [id, actor]));
  return effectsOf(lines)
    .filter(({ at }) => window.from <= at && at < window.to)
    .map((effect): ShiftAction => {
      const { record, action, environment, what, at, state, undo, line, outcome } = effect;
      return {
        ...{ record, action, environment, what, at, state, undo },
        actor: actors.get(line) ?? '',
        detail: outcome?.detail ?? '',
        message: isMessage(effect),
      };
    });
}
