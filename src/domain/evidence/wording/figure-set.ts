import type { Figure, FigureBreach, FigureSet } from '../../numbers/figure.ts';
import { figureText, momentText, targetText } from '../../numbers/figure-text.ts';
import { figureTitles } from '../../numbers/titles/table.ts';
import { say, type Text } from '../../text/language.ts';
import type { Wording } from '../wording.ts';

/** So many figures are told; the others stand below. */
const mostTold = 3;

/** Told by what is beyond its limit, and since when; else by the first figures, and what was beyond and is no more. */
export function figureSetWording(title: Text): Wording<FigureSet> {
  return {
    title,
    sentence({ figures }, zone = 'UTC') {
      const known = figures.filter(({ value }) => value !== null);
      const beyond = known.filter(({ verdict }) => verdict === 'bad' || verdict === 'warn');
      const worstFirst = [...beyond].sort((a, b) => rank(a) - rank(b));
      const was = known.filter(({ verdict, beyond: stretch }) => verdict === 'ok' && stretch);
      const chosen = beyond.length > 0 ? worstFirst : was.length > 0 ? was : known;
      const told = chosen.slice(0, mostTold).map((figure) => inWords(figure, zone));
      if (told.length === 0) return say('no figure is known', '확인된 수치가 없습니다');
      return {
        en: told.map(({ en }) => en).join('; '),
        ko: told.map(({ ko }) => ko).join('; '),
      };
    },
  };
}

const rank = ({ verdict }: Figure): number => (verdict === 'bad' ? 0 : 1);

function inWords(figure: Figure, zone: string): Text {
  const { id, part, value, unit, target, verdict, beyond } = figure;
  const title = figureTitles[id];
  const of = part === undefined ? '' : ` ${part}`;
  const { en, ko } = figureText(value, unit);
  const isBeyond = target !== null && (verdict === 'bad' || verdict === 'warn' || beyond);
  const limit = isBeyond ? targetText(target, unit) : null;
  const since = beyond === undefined ? say('', '') : stretchText(figure, beyond, zone);
  return {
    en: `${title.en}${of} ${en}${limit === null ? '' : ` (limit ${limit.en})`}${since.en}`,
    ko: `${title.ko}${of} ${ko}${limit === null ? '' : ` (기준 ${limit.ko})`}${since.ko}`,
  };
}

/** `, 22 % now, beyond it since 04:02 KST`; `, beyond it 03:10 KST to 04:00 KST (14 %)`. */
function stretchText({ unit, window }: Figure, beyond: FigureBreach, zone: string): Text {
  const end = window?.to ?? beyond.to ?? beyond.from;
  const from = momentText(beyond.from, end, zone);
  if (beyond.to !== null) {
    const worst = figureText(beyond.worst, unit);
    const to = momentText(beyond.to, end, zone);
    return say(
      `, beyond it ${from} to ${to} (${worst.en})`,
      `, ${from}부터 ${to}까지 벗어남(${worst.ko})`,
    );
  }
  const now = figureText(beyond.now, unit);
  const isWhole = window !== null && beyond.from <= window.from;
  return isWhole
    ? say(`, ${now.en} now, beyond it all the time`, `, 현재 ${now.ko}, 구간 내내 벗어남`)
    : say(`, ${now.en} now, beyond it since ${from}`, `, 현재 ${now.ko}, ${from}부터 벗어남`);
}
