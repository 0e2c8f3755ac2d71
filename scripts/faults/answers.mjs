/* Kinds in which a vendor's answer to the write goes wrong: lost, odd, late, refused. */
import { lookedUpAndAgain, playOf } from './play.mjs';
import { requestOf, writes } from './writes.mjs';

const effect = true;
const status = (code, more = {}) => ({ kind: 'status', status: code, effect, ...more });

const lost = { dropped: { kind: 'drop-after' } };
const never = {
  'dropped before': { kind: 'drop-before' },
  500: status(500, { effect: false }),
  502: status(502, { effect: false }),
  503: status(503, { effect: false, retryAfter: '1' }),
};
const odd = {
  301: status(301, { headers: { location: '/elsewhere' } }),
  302: status(302, { headers: { location: '/elsewhere' } }),
  307: status(307, { headers: { location: '/elsewhere' } }),
  308: status(308),
  408: status(408),
  500: status(500),
  502: status(502, { body: '<html>Bad gateway</html>' }),
  503: status(503, { retryAfter: '1' }),
  504: status(504),
  520: status(520, { body: '' }),
  'a page': { kind: 'html' },
  'cut short': { kind: 'malformed-json' },
  'wrong types': { kind: 'wrong-types' },
};
const limit = (more) => status(429, { effect: false, ...more });
const limited = {
  '2 s': limit({ retryAfter: '2', count: 1 }),
  'thrice 1 s': limit({ retryAfter: '1', count: 3 }),
  'not for how long': limit({ count: 1 }),
  'for a day': limit({ retryAfter: '86400' }),
};
const silent = {
  hangs: { kind: 'hang' },
  'a byte a second': { kind: 'drip' },
  'after 3 s': { kind: 'slow', delay: '3s' },
};
const no = Object.fromEntries(
  [400, 401, 403, 404, 422].map((code) => [code, status(code, { effect: false })]),
);

/** Each write with each of these answers to the request that makes it. */
function eachWith(answers, args = []) {
  return Object.entries(writes).flatMap(([name, write]) =>
    Object.entries(answers).map(([answer, fault]) => ({
      id: `${name}, ${answer}`,
      async play({ program, world, text }) {
        const play = playOf(program, world, { ...write, args: [...write.args, ...args] });
        await play.prepare();
        await world.inject({ ...requestOf(write), ...fault });
        await play.step(play.write.args, { text });
        if ((await world.hits()) === 0) return null;
        await lookedUpAndAgain(play);
        return play.finish();
      },
    })),
  );
}

export const answerKinds = [
  { name: 'lost', title: 'the answer is lost after the write', cases: eachWith(lost) },
  { name: 'never', title: 'the request is lost, or fails without effect', cases: eachWith(never) },
  { name: 'odd', title: 'an odd answer (3xx, 5xx, no JSON) after the write', cases: eachWith(odd) },
  {
    name: 'limited',
    title: '429, with and without Retry-After',
    cases: eachWith(limited, timeout()),
  },
  { name: 'silent', title: 'no answer, or a slow one', cases: eachWith(silent, timeout()) },
  { name: 'refused', title: 'a No (4xx)', cases: eachWith(no) },
];

function timeout() {
  return ['--timeout', '8s'];
}
