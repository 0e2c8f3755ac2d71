/*
 * The writes that are played: what is typed, how it is looked up afterwards, which request makes it, and how
 * the sandbox's book shows that it was made. `lines` is how many it leaves in its journal. `effects` counts, `holds` says whether what was wanted is so.
 */

const of = (state, kind, fits = () => true) =>
  state.events.filter((event) => event.kind === kind && fits(event));
const distinct = (values) => new Set(values).size;
const holdsOnce = (effects) => ({ effects, holds: (state) => effects(state) > 0 });

const page = ['page', 'checkout is down', '--yes'];
const incident = ['incident', 'start', 'Checkout fails', '--severity', 'P2'];
const acknowledged = (state) =>
  of(state, 'incident', ({ status }) => status === 'acknowledged').length;
const posted = (text) => (state) =>
  of(state, 'message', (message) => message.text.includes(text)).length;
const ENTRY = /tsops:entry \S+ \d+/g;

export const writes = {
  rollback: {
    lines: 6,
    args: ['rollback', 'v1.2.2', '--confirm', 'production'],
    status: ['rollback', 'status'],
    effects: (state) => of(state, 'dispatch').length,
    holds: (state) => state.serves.production === 'v1.2.2',
    system: 'github',
    path: '*/dispatches',
  },
  invalidate: {
    lines: 4,
    args: ['invalidate', '--all', '--confirm', 'production'],
    status: ['invalidate', 'status'],
    ...holdsOnce((state) => of(state, 'invalidation').length),
    system: 'aws',
    path: '*/invalidation',
  },
  notify: {
    lines: 3,
    args: ['notify', 'deploys are frozen', '--yes'],
    ...holdsOnce(posted('deploys are frozen')),
    system: 'slack',
    path: '*/chat.postMessage',
  },
  webhook: {
    lines: 3,
    args: ['notify', 'deploys are frozen', '--yes'],
    env: { SLACK_BOT_TOKEN: undefined },
    ...holdsOnce(posted('deploys are frozen')),
    system: 'slack',
    path: '/services/*',
  },
  update: {
    lines: 3,
    before: [incident],
    // In its own words: a drafted text tells for how long it has lasted, and so is another one minutes later.
    args: [
      ...['incident', 'update', '--conditions', 'checkout fails', '--actions', 'we look'],
      ...['--needs', 'a reviewer', '--yes'],
    ],
    status: ['incident', 'status'],
    ...holdsOnce((state) => of(state, 'message').length),
    system: 'slack',
    path: '*/chat.postMessage',
  },
  share: {
    lines: 4,
    before: [incident],
    args: ['incident', 'share', '--yes'],
    goesOn: true,
    status: ['incident', 'status'],
    ...holdsOnce((state) => of(state, 'issue').length),
    system: 'github',
    path: '*/issues',
  },
  comment: {
    lines: 4,
    before: [incident],
    args: ['incident', 'share', '--yes'],
    goesOn: true,
    status: ['incident', 'status'],
    // Each entry may be there once; later entries are not the same write.
    effects: (state) => {
      const entries = of(state, 'comment').flatMap(({ body }) => body.match(ENTRY) ?? []);
      return Math.min(entries.length, 1) + entries.length - distinct(entries);
    },
    holds: (state) => of(state, 'comment').length > 0,
    system: 'github',
    path: '*/comments',
  },
  page: {
    lines: 4,
    args: page,
    status: ['pages'],
    // Two events with one key are one page.
    ...holdsOnce((state) => distinct(of(state, 'page').map(({ dedupKey }) => dedupKey))),
    system: 'pagerduty',
    path: '/v2/enqueue',
  },
  'page-person': {
    lines: 4,
    args: ['page', 'Yuna Choi', 'we need a decision', '--yes'],
    status: ['pages'],
    ...holdsOnce((state) => of(state, 'paged-person').length),
    system: 'pagerduty',
    path: '/incidents',
  },
  ack: {
    lines: 4,
    before: [page],
    args: ['ack', '--yes'],
    status: ['pages'],
    ...holdsOnce(acknowledged),
    system: 'pagerduty',
    path: '/incidents',
    method: 'PUT',
  },
  note: {
    lines: 3,
    before: [page],
    args: ['pages', 'note', '1201', 'the bucket is missing', '--yes'],
    status: ['pages'],
    ...holdsOnce((state) => of(state, 'note').length),
    system: 'pagerduty',
    path: '*/notes',
  },
  escalate: {
    lines: 4,
    before: [page],
    args: ['escalate', '1201', '--to', '2', '--yes'],
    status: ['pages'],
    ...holdsOnce((state) => of(state, 'incident', ({ level }) => level !== undefined).length),
    system: 'pagerduty',
    path: '/incidents',
    method: 'PUT',
  },
  resolve: {
    lines: 4,
    before: [page],
    args: ['pages', 'resolve', '1201', '--yes'],
    status: ['pages'],
    ...holdsOnce((state) => of(state, 'incident', ({ status }) => status === 'resolved').length),
    system: 'pagerduty',
    path: '/incidents',
    method: 'PUT',
  },
};

/** The request that makes a write, as the sandbox's faults name it. */
export function requestOf({ system, path, method = 'POST' }) {
  return { system, path, method };
}
