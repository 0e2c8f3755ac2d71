/* Text that is to do harm, and keys that only look like ones: all made when they are needed. */
import { randomBytes } from 'node:crypto';

const ESC = String.fromCharCode(27);
const BEL = String.fromCharCode(7);
const tick = '`';

export const hostileTexts = {
  'a cleared screen': `a${ESC}[2J${ESC}[1;1Hb`,
  colours: `a${ESC}[31mred${ESC}[0m`,
  'a link': `${ESC}]8;;http://127.0.0.1:9/${BEL}click${ESC}]8;;${BEL}`,
  'the clipboard': `${ESC}]52;c;cm0gLXJmIC8=${BEL}`,
  'a title': `${ESC}]0;owned${ESC}\\`,
  'eight-bit sequences': 'a\u009b2Jb\u009d0;x\u009c',
  'a sequence without an end': `a${ESC}[`,
  'back over the line': 'wrong\b\b\b\b\bright\rdone',
  bell: `a${BEL}b`,
  'NUL and DEL': 'a\0b\u007fc',
  'right to left': 'a\u202egnp.exe\u202c\u2067b\u2069',
  'a mention': 'ask @acme/oncall and @minji-kim',
  'a mention behind a backtick': `\\${tick}@acme/oncall${tick} and ${tick} @minji-kim`,
  'a mention behind a fence': `${tick}${tick}${tick}x ${tick} @acme/oncall`,
  'a mention in HTML': '<b>@acme/oncall</b> <!-- --> @minji-kim </details>',
  'a call of everybody':
    '<!channel> <!here|here> <@U0123456789> <!subteam^S012|all> @here @channel',
  'a picture and a link': '![x](http://127.0.0.1:9/x.png) [y](javascript:1) | a | b |',
};

const letters = (count) =>
  randomBytes(count).toString('base64url').replace(/[-_]/g, 'x').slice(0, count);
const hex = (count) => randomBytes(count).toString('hex').slice(0, count);
const digits = (count) => Array.from(randomBytes(count), (byte) => byte % 10).join('');
const upper = (count) => letters(count).toUpperCase();
const plain = (secret) => ({ said: secret, secret });
const json = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Each makes a new one: `said` is typed, `secret` must not be seen again. */
export const keyShapes = {
  'a token of GitHub': () => plain(`ghp_${letters(36)}`),
  'a fine-grained token of GitHub': () => plain(`github_pat_${letters(22)}_${letters(59)}`),
  'a key of AWS': () => plain(`AKIA${upper(16)}`),
  'a secret of AWS': () => {
    const secret = letters(40);
    return { said: `aws_secret_access_key=${secret}`, secret };
  },
  'a token of Slack': () => plain(`xoxb-${digits(12)}-${digits(12)}-${letters(24)}`),
  'a webhook of Slack': () => {
    const secret = letters(24);
    return { said: `https://hooks.slack.com/services/T${upper(8)}/B${upper(8)}/${secret}`, secret };
  },
  'a token of Sentry': () => plain(`sntrys_${letters(64)}`),
  'a key of PagerDuty': () => {
    const secret = hex(32);
    return { said: `routing_key: ${secret}`, secret };
  },
  'a JWT': () => plain(`eyJhbGciOiJIUzI1NiJ9.${json({ sub: letters(12) })}.${letters(43)}`),
  'a password in an address': () => {
    const secret = letters(16);
    return { said: `postgres://app:${secret}@db.internal:5432/app`, secret };
  },
  'a header': () => {
    const secret = letters(32);
    return { said: `Authorization: Bearer ${secret}`, secret };
  },
};
