/*
 * Nobody is asked: evidence is collected and judged, programs that only read are run, and only what was consented to
 * beforehand is done.
 */
import type { ConsentFlags } from '../../actions/protocol/consent.ts';
import { type SkipCode, skippedFor } from '../../domain/incident/skip-reasons.ts';
import type { Guide, Offer, WalkMove } from './guide.ts';

/** `confirm` in the consent names the environment whose writes are wanted; without it nothing is written. */
export function autoGuide(consent: ConsentFlags, show: Guide['show']): Guide {
  return {
    asked: false,
    consent,
    show,
    move: async (offer) => moveOf(offer, consent),
    ask: async () => undefined,
    choose: async () => undefined,
  };
}

function moveOf({ step, on }: Offer, { confirm }: ConsentFlags): WalkMove {
  const skip = (code: SkipCode): WalkMove => ({ do: 'skip', ...skippedFor(code) });
  switch (step.kind) {
    case 'question':
      return on === null ? skip('nobody-asked') : { do: 'on' };
    case 'instruction':
      return skip('left-to-people');
    case 'action':
      return confirm === undefined ? skip('no-consent') : { do: 'on' };
    case 'command':
      return step.own || step.danger === 'read' ? { do: 'on' } : skip('left-to-people');
    default:
      return { do: 'on' };
  }
}
