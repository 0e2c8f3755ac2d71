import { type Language, say, type Text } from '../text/language.ts';
import { durationText } from '../time/span-text.ts';

/** What a verdict is made of; times in milliseconds. */
interface Facts {
  readonly toHypothesis: number | null;
  readonly toMitigation: number | null;
  readonly mitigationDue: boolean;
  readonly writes: readonly {
    readonly kind: 'deploy' | 'invalidation';
    readonly target: string;
    readonly judged: string;
  }[];
}

/** Whole seconds; nothing takes none. */
const seconds = (ms: number) => durationText(Math.max(1, Math.round(ms / 1_000)) * 1_000);

function foundText(ms: number | null): Text {
  if (ms === null) {
    return { en: 'The cause was not found', ko: '원인을 찾지 못함' };
  }
  return {
    en: `The right conclusion after ${seconds(ms).en}`,
    ko: `${seconds(ms).ko} 만에 올바른 결론`,
  };
}

function mitigatedText({ toMitigation, mitigationDue }: Facts): Text {
  if (toMitigation !== null) {
    return {
      en: `mitigated after ${seconds(toMitigation).en}`,
      ko: `${seconds(toMitigation).ko} 만에 완화`,
    };
  }
  if (mitigationDue) return { en: 'not mitigated', ko: '완화하지 못함' };
  return { en: 'nothing had to be written', ko: '변경할 것이 없었음' };
}

function writesText({ writes }: Facts): Text | null {
  const named = (judged: string) => writes.filter((one) => one.judged === judged).map(writeText);
  const [wrong, needless] = [named('wrong'), named('needless')];
  if (wrong.length > 0) return listed(say('wrong', '잘못된 변경'), wrong);
  return needless.length > 0 ? listed(say('needless', '불필요한 변경'), needless) : null;
}

function writeText({ kind, target }: Facts['writes'][number]): Text {
  const name = kind === 'deploy' ? '배포' : '캐시 무효화';
  return say(`${kind} ${target}`, `${name} ${target}`);
}

function listed(title: Text, texts: readonly Text[]): Text {
  const of = (language: Language) => texts.map((text) => text[language]).join(', ');
  return say(`${title.en}: ${of('en')}`, `${title.ko}: ${of('ko')}`);
}

/** One or two sentences on how it went. `decides`: there was a conclusion to come to. */
export function scoreVerdict(facts: Facts, decides: boolean): Text {
  const found = decides ? foundText(facts.toHypothesis) : null;
  const told = [found, mitigatedText(facts), writesText(facts)].filter((text) => text !== null);
  return {
    en: told.map(({ en }) => en).join('; '),
    ko: told.map(({ ko }) => ko).join(', '),
  };
}
