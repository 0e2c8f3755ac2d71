import type { Screen } from '../../contract/context.ts';
import { wrap } from '../../domain/text/wrap.ts';

/** Markdown as it is where it goes on into a file; on a terminal its lines are broken at the edge. */
export function viewMarkdown(markdown: string, screen: Screen): string {
  if (!screen.terminal) return markdown;
  return markdown
    .split('\n')
    .flatMap((line) => {
      if (screen.width(line) <= screen.columns) return [line];
      const indent = /^ *(?:[-*] )?/.exec(line)?.[0].length ?? 0;
      const [first = '', ...rest] = wrap(line, screen.columns - indent, screen.width);
      return [first, ...rest.map((each) => `${' '.repeat(indent)}${each}`)];
    })
    .join('\n');
}
