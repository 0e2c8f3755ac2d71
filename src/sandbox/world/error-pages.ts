import { day, minute } from '../../domain/time/units.ts';
import { groupsOf } from './error-groups.ts';
import { rateAt } from './error-rate.ts';
import type { World, WorldEvent } from './model.ts';
import { rememberedForGood } from './remembered.ts';

type Page = Extract<WorldEvent, { kind: 'page' }>;

/** No page is older: by then it has resolved itself. */
const LOOK_BACK = 180;
/** Errors a minute, and how many times the usual ones. */
const MANY = 10;
const TIMES = 3;
/** Minutes in a row. */
const HELD = 5;

interface Watched {
  /** The minute that is looked at next, from `LOOK_BACK` before the start. */
  next: number;
  paging: boolean;
  /** Minutes in a row that speak for a change. */
  held: number;
  readonly pages: Page[];
}

const watched = rememberedForGood((): Watched => ({ next: 0, paging: false, held: 0, pages: [] }));

/** Sentry pages when there are many errors for five minutes, and takes it back when they are over for as long. */
export function errorPages(world: World): readonly Page[] {
  const started = Math.floor(world.startedAt / minute) * minute;
  const minutes = LOOK_BACK + Math.floor((world.now() - started) / minute);
  const state = watched(world);
  // Minutes that were looked at lie in the past, which nothing changes.
  for (; state.next <= minutes; state.next += 1) {
    const at = started + (state.next - LOOK_BACK) * minute;
    state.held = isMany(world, at) === state.paging ? 0 : state.held + 1;
    if (state.held < HELD) continue;
    state.paging = !state.paging;
    state.held = 0;
    state.pages.push(pageOf(at, state.paging ? 'trigger' : 'resolve'));
  }
  return state.pages;
}

function pageOf(at: number, action: string): Page {
  const summary = 'High Error Rate: many errors a minute in talkstudio-web';
  return { kind: 'page', at, action, dedupKey: 'sentry/error-rate', summary, severity: 'error' };
}

function isMany(world: World, at: number): boolean {
  const rate = (when: number) =>
    groupsOf(world).reduce((sum, group) => sum + rateAt(world, group, when), 0);
  return rate(at) >= Math.max(MANY, TIMES * rate(at - day));
}
