import { day, minute } from '../../domain/time/units.ts';
import { groupsOf, rateAt } from './errors.ts';
import type { World, WorldEvent } from './model.ts';
import { remembered } from './remembered.ts';

type Page = Extract<WorldEvent, { kind: 'page' }>;

/** No page is older: by then it has resolved itself. */
const LOOK_BACK = 180;
/** Errors a minute, and how many times the usual ones. */
const MANY = 10;
const TIMES = 3;
/** Minutes in a row. */
const HELD = 5;

/** Sentry pages when there are many errors for five minutes, and takes it back when they are over for as long. */
export function errorPages(world: World): Page[] {
  const started = Math.floor(world.startedAt / minute) * minute;
  const minutes = LOOK_BACK + Math.floor((world.now() - started) / minute);
  const pages: Page[] = [];
  let [paging, held] = [false, 0];
  for (let i = 0; i <= minutes; i += 1) {
    const at = started + (i - LOOK_BACK) * minute;
    held = isMany(world, at) === paging ? 0 : held + 1;
    if (held < HELD) continue;
    [paging, held] = [!paging, 0];
    pages.push(pageOf(at, paging ? 'trigger' : 'resolve'));
  }
  return pages;
}

function pageOf(at: number, action: string): Page {
  const summary = 'High Error Rate: many errors a minute in talkstudio-web';
  return { kind: 'page', at, action, dedupKey: 'sentry/error-rate', summary, severity: 'error' };
}

const verdicts = remembered(() => new Map<number, boolean>());

/** What lies before the start does not change any more. */
function isMany(world: World, at: number): boolean {
  const known = verdicts(world);
  const found = known.get(at);
  if (found !== undefined) return found;
  const rate = (when: number) =>
    groupsOf(world).reduce((sum, group) => sum + rateAt(world, group, when), 0);
  const many = rate(at) >= Math.max(MANY, TIMES * rate(at - day));
  if (at < world.startedAt) known.set(at, many);
  return many;
}
