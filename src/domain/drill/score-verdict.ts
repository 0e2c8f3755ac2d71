import type { Text } from '../text/language.ts';
import { durationText } from '../time/span-text.ts';

/** What a verdict is made of; times in milliseconds. */
interface Facts {
  readonly toHypothesis: number | null;
  readonly toMitigation: number | null;
  readonly mitigationDue: boolean;
  readonly writes: readonly {
    readonly kind: string;
    readonly target: string;
    readonly judged: string;
  }[];
}

/** Whole seconds; nothing takes none. */
const seconds = (ms: number) => durationText(Math.max(1, Math.round(ms / 1_000)) * 1_000);

function foundText(ms: number | null): Text {
  if (ms === null) {
    return { en: 'The cause was not found', ko: '원인을 찾지 못했습니다' };
  }
  return {
    en: `The right conclusion after ${seconds(ms).en}`,
    ko: `${seconds(ms).ko} 만에 올바른 결론을 내렸습니다`,
  };
}

function mitigatedText({ toMitigation, mitigationDue }: Facts): Text {
  if (toMitigation !== null) {
    return {
      en: `mitigated after ${seconds(toMitigation).en}`,
      ko: `${seconds(toMitigation).ko} 만에 완화했습니다`,
    };
  }
  if (mitigationDue) return { en: 'not mitigated', ko: '완화하지 못했습니다' };
  return { en: 'nothing had to be written', ko: '변경할 것이 없는 상황이었습니다' };
}

function writesText({ writes }: Facts): Text | null {
  const named = (judged: string) =>
    writes.filter((one) => one.judged === judged).map(({ kind, target }) => `${kind} ${target}`);
  const [wrong, needless] = [named('wrong').join(', '), named('needless').join(', ')];
  if (wrong) return { en: `wrong: ${wrong}`, ko: `잘못된 변경: ${wrong}` };
  return needless ? { en: `needless: ${needless}`, ko: `불필요한 변경: ${needless}` } : null;
}

/** One or two sentences on how it went. `decides`: there was a conclusion to come to. */
export function scoreVerdict(facts: Facts, decides: boolean): Text {
  const found = decides ? foundText(facts.toHypothesis) : null;
  const told = [found, mitigatedText(facts), writesText(facts)].filter((text) => text !== null);
  return {
    en: told.map(({ en }) => en).join('; '),
    ko: told.map(({ ko }) => ko).join('. '),
  };
}
