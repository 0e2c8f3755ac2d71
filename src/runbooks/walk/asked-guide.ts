/* An engineer at a terminal: one key reaches everything, at every step. Enter never starts a write. */
import type { ConsentFlags } from '../../actions/protocol/consent.ts';
import type { Screen, Terminal } from '../../contract/context.ts';
import { cleanText } from '../../domain/text/clean.ts';
import type { Language, Text } from '../../domain/text/language.ts';
import type { Guide, Offer, WalkMove } from './guide.ts';
import { texts } from './texts.ts';

interface Key {
  readonly key: string;
  readonly name: Text;
}

const keys: readonly Key[] = [
  { key: 's', name: { en: 'skip', ko: '생략' } },
  { key: 'b', name: { en: 'back', ko: '뒤로' } },
  { key: 'r', name: { en: 'again', ko: '재조회' } },
  { key: 'n', name: { en: 'note', ko: '메모' } },
  { key: 'm', name: { en: 'fix', ko: '완화' } },
  { key: 'h', name: { en: 'why', ko: '원인' } },
  { key: 'p', name: { en: 'pause', ko: '보류' } },
  { key: 'q', name: { en: 'quit', ko: '종료' } },
];

/** Taken as well, and not shown: who learnt it as `a` (abandon) need not learn anew. */
const formerKeys = ['a'];

/** The keys in one line of 80 columns, closer together where they need it; two on half the width. */
export function keyBar(
  offer: Pick<Offer, 'picks' | 'on'>,
  language: Language,
  screen: Screen,
): string {
  const { paint } = screen;
  const on = offer.on === null ? '' : screen.fit(offer.on, widestOn(offer.picks, screen));
  const enter = offer.on === null ? [] : [`${paint.accent('Enter')} ${on}`];
  const numbers =
    offer.picks === 0 ? [] : [paint.accent(offer.picks === 1 ? '1' : `1-${offer.picks}`)];
  const named = keys.map(({ key, name }) => `${paint.accent(key)} ${name[language]}`);
  const parts = [...enter, ...numbers, ...named];
  const wide = inLines(parts, '  ', screen);
  const close = inLines(parts, ' ', screen);
  return (close.length < wide.length ? close : wide).join('\n');
}

/** Columns of what Enter does; an answer of a team's own question may be longer, and stands above. */
function widestOn(picks: number, { columns }: Screen): number {
  return picks > 0 && columns < 80 ? 4 : 8;
}

function inLines(parts: readonly string[], between: string, screen: Screen): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    const longer = last === undefined ? ` ${part}` : `${last}${between}${part}`;
    if (last === undefined || screen.width(longer) > screen.columns - 1) lines.push(` ${part}`);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

export interface Aside {
  /** Resolves once there is something to say above the keys, such as what all sources together tell. */
  readonly news: Promise<readonly string[]>;
}

export function askedGuide(
  terminal: Terminal,
  language: Language,
  consent: ConsentFlags,
  aside: Aside,
): Guide {
  const { screen } = terminal;
  const show = (lines: readonly string[]): void => {
    if (lines.length > 0) terminal.warn(lines.join('\n'));
  };
  const reader = keyReader(terminal, aside, show);
  const ask = async (question: string): Promise<string | undefined> => {
    const answer = await terminal.ask(question);
    return answer === undefined ? undefined : cleanText(answer, 1000);
  };
  return {
    asked: true,
    consent,
    show,
    ask,
    async move(offer) {
      const accepted = [...keys.map(({ key }) => key), ...formerKeys, ...numbersTo(offer.picks)];
      if (offer.on !== null) accepted.push('enter');
      const key = await reader(keyBar(offer, language, screen), accepted);
      return moveOf(key, language, ask);
    },
    async choose(options) {
      show(
        options.map(
          (option, index) =>
            `  ${screen.paint.accent(String(index + 1))} ${screen.fit(option, screen.columns - 5)}`,
        ),
      );
      const key = await terminal.key(' › ', [...numbersTo(options.length), 'escape', 'enter']);
      const index = Number(key) - 1;
      return Number.isInteger(index) ? index : undefined;
    },
  };
}

function numbersTo(count: number): string[] {
  return Array.from({ length: Math.min(9, count) }, (_, index) => String(index + 1));
}

/** While it waits for a key, news may come: it is said once, and the keys are shown again below it. */
function keyReader({ key }: Terminal, { news }: Aside, show: Guide['show']) {
  let told = false;
  return async (bar: string, accepted: readonly string[]): Promise<string> => {
    for (;;) {
      const interrupted = new AbortController();
      const waiting = told ? new Promise<never>(() => {}) : news;
      const pressed = key(bar, accepted, interrupted.signal);
      const first = await Promise.race([
        pressed.then((name) => ({ name })),
        waiting.then((lines) => ({ lines })),
      ]);
      if ('name' in first) return first.name;
      told = true;
      interrupted.abort();
      // A key that was pressed at this very moment counts.
      const late = await pressed.catch(() => undefined);
      show(first.lines);
      if (late !== undefined) return late;
    }
  };
}

async function moveOf(
  key: string,
  language: Language,
  ask: (question: string) => Promise<string | undefined>,
): Promise<WalkMove> {
  const withText = async (question: Text, made: (text: string) => WalkMove): Promise<WalkMove> => {
    const given = (await ask(question[language])) ?? '';
    return given === '' ? { do: 'again' } : made(given);
  };
  switch (key) {
    case 'enter':
      return { do: 'on' };
    case 's':
      return withText(texts.whySkip, (reason) => ({ do: 'skip', reason }));
    case 'q':
    case 'a':
      return withText(texts.whyAbort, (reason) => ({ do: 'abort', reason }));
    case 'n':
      return withText(texts.note, (text) => ({ do: 'note', text }));
    case 'b':
      return { do: 'back' };
    case 'r':
      return { do: 'reread' };
    case 'm':
      return { do: 'mitigate' };
    case 'h':
      return { do: 'hypotheses' };
    case 'p':
      return { do: 'pause' };
    default:
      return { do: 'pick', index: Number(key) - 1 };
  }
}
