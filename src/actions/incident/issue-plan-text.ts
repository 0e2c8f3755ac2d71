import type { Screen } from '../../contract/context.ts';
import { say, type Text } from '../../domain/text/language.ts';

const publicText = say(
  '  The repository is public: anyone can read it.',
  '  공개 저장소입니다: 누구나 읽을 수 있습니다.',
);

/** What will be written to an issue: what, under which title, and a warning where anybody reads it. */
export function issuePlanText(
  what: Text,
  { title, isPublic }: { readonly title: string; readonly isPublic: boolean },
  screen: Screen,
): string {
  const { paint } = screen;
  return [
    screen.say(what),
    `  ${paint.bold(screen.fit(title, screen.columns - 2))}`,
    ...(isPublic ? [paint.warn(screen.say(publicText))] : []),
  ].join('\n');
}
