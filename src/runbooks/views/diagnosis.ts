/* The ranking, the margin and the reasons, in few lines; a tie or thin evidence is said. */
import type { Screen } from '../../contract/context.ts';
import type { Diagnosis, Ranked, Response } from '../../domain/diagnosis/types.ts';
import { type Language, say, type Text } from '../../domain/text/language.ts';
import { evidenceTitle } from './evidence.ts';
import { signedLines } from './signed-lines.ts';

const standings: Readonly<Record<Diagnosis['standing'], Text>> = {
  clear: { en: 'clear', ko: '명확' },
  'two-causes': { en: 'two causes, each explains its own share', ko: '두 원인이 각각의 몫을 설명' },
  tie: { en: 'a tie: the evidence does not tell them apart', ko: '동점: 증거로 구분되지 않음' },
  thin: {
    en: 'thin evidence: do not act on it alone',
    ko: '증거 부족: 이것만으로 행동하지 마십시오',
  },
};

/** `1 recent deployment (v1.2.3)   82  …the weightiest reason`; then the standing and what was not seen. */
export function diagnosisLines(
  diagnosis: Diagnosis,
  language: Language,
  screen: Screen,
  lines: number,
): string[] {
  const closing = [
    ...confidenceLines(diagnosis, language, screen),
    ...signedLines('→', proposedResponseText(diagnosis.response)[language], screen).map((line) =>
      screen.paint.bold(line),
    ),
  ];
  const room = Math.max(1, lines - closing.length);
  const rows = diagnosis.ranked.slice(0, room).map((ranked, index) => {
    const recommended = ranked.hypothesis === diagnosis.recommended;
    return [
      screen.paint.accent(String(index + 1)),
      recommended
        ? screen.paint.bold(hypothesisLine(ranked, language))
        : hypothesisLine(ranked, language),
      ranked.ruledOut === null ? String(ranked.score) : '×',
      screen.paint.dim(reasonOf(ranked, language)),
    ];
  });
  return [...rankingLines(rows, reasonOfFirst(diagnosis, language), screen, room), ...closing];
}

/** The table; the first reason stands on a line of its own where it would be cut, and there is room for it. */
function rankingLines(
  rows: readonly (readonly string[])[],
  reason: string,
  screen: Screen,
  room: number,
): string[] {
  const drawn = (some: readonly (readonly string[])[]): string[] =>
    screen.table(some, { indent: 2, right: [2], flexible: 3 }).split('\n');
  const whole = drawn(rows);
  const [first = []] = rows;
  if (!whole[0]?.includes('…') || rows.length >= room) return whole;
  const [top = '', ...rest] = drawn([first.slice(0, -1), ...rows.slice(1)]);
  return [top, screen.fit(`     ${screen.paint.dim(reason)}`, screen.columns), ...rest];
}

function reasonOfFirst({ ranked }: Diagnosis, language: Language): string {
  return ranked[0] === undefined ? '' : reasonOf(ranked[0], language);
}

/** What it names is told where something speaks for it. */
export function hypothesisLine({ name, about, score }: Ranked, language: Language): string {
  return about === null || score <= 0 ? name[language] : `${name[language]} (${about})`;
}

/** The weightiest reason for it, or against it where nothing speaks for it. */
function reasonOf(ranked: Ranked, language: Language): string {
  if (ranked.ruledOut !== null) return ranked.ruledOut;
  const weight = (a: { weight: number }, b: { weight: number }): number =>
    Math.abs(b.weight) - Math.abs(a.weight);
  const [first] = [...(ranked.score > 0 ? ranked.for : ranked.against)].sort(weight);
  return first?.text[language] ?? '';
}

export function confidenceLines(
  { standing, margin, unseen }: Diagnosis,
  language: Language,
  screen: Screen,
): string[] {
  const lead = language === 'ko' ? `격차 ${margin}점, ` : `ahead by ${margin}, `;
  const names = unseen.map(({ evidence }) => evidenceTitle(evidence, language)).join(', ');
  const blind = language === 'ko' ? `확인하지 못함: ${names}` : `not seen: ${names}`;
  return [
    ...signedLines('', `${lead}${standings[standing][language]}`, screen, 0).map((line) =>
      screen.paint.dim(line.slice(1)),
    ),
    ...(unseen.length === 0 ? [] : signedLines(screen.sign('unknown'), blind, screen)),
  ];
}

/** What to do, in one line. */
export function proposedResponseText(response: Response): Text {
  switch (response.kind) {
    case 'rollback':
      return say(
        `roll back to ${response.version}, the last good version`,
        `마지막 정상 버전 ${response.version}(으)로 롤백`,
      );
    case 'fallback':
      return {
        en: `check that the fallback of ${response.dependency} is active; no rollback`,
        ko: `${response.dependency}의 대체 동작 확인, 롤백하지 않음`,
      };
    case 'issue':
      return {
        en: `plan a fix, open an issue: ${response.title}`,
        ko: `수정 계획, 이슈 등록: ${response.title}`,
      };
    case 'invalidate':
      return {
        en: `invalidate ${response.paths.join(' ')} at the CDN`,
        ko: `CDN에서 ${response.paths.join(' ')} 무효화`,
      };
    case 'escalate':
      return {
        en: 'escalate now, and follow the vendors: tsops escalate',
        ko: '즉시 에스컬레이션하고 업체 상태 페이지 추적: tsops escalate',
      };
    case 'renew':
      return {
        en: `renew the certificate of ${response.host}`,
        ko: `${response.host} 인증서 갱신`,
      };
    case 'redeploy':
      return {
        en: `deploy ${response.version} once more`,
        ko: `${response.version} 다시 배포`,
      };
    case 'watch':
      return {
        en: 'change nothing: look again in ten minutes',
        ko: '변경 없이 10분 뒤 다시 확인',
      };
    case 'look-further':
      return {
        en: 'look further by hand; no rollback on a guess',
        ko: '직접 더 확인, 추측으로 롤백하지 않음',
      };
  }
}
