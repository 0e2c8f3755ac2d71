/* A setting as one line: what is offered for it, and what an answer means. */
import type { Setting } from './settings.ts';
import { readValue } from './value.ts';

export const ownerAndName = 'expected OWNER/NAME, like acme/shop';

/** Key and value of both parts of `acme/shop`; undefined where it is not two names. */
export function repositoryParts(text: string): readonly (readonly [string, string])[] | undefined {
  const [owner = '', ...rest] = text.trim().split('/');
  const read = [
    ['github.owner', readValue('github.owner', owner)],
    ['github.repo', readValue('github.repo', rest.join('/'))],
  ] as const;
  const parts = read.flatMap(([key, each]) =>
    'value' in each ? [[key, each.value] as const] : [],
  );
  return parts.length === read.length ? parts : undefined;
}

export type ReadAnswer =
  | { readonly mistake: string }
  | { readonly parts: readonly (readonly [string, string])[] };

/** Key and value of all that an answer sets, or why it cannot be. */
export function readAnswer({ key }: Setting, answer: string): ReadAnswer {
  if (key === 'github.owner') {
    const parts = repositoryParts(answer);
    return parts === undefined ? { mistake: ownerAndName } : { parts };
  }
  const read = readValue(key, answer);
  return 'mistake' in read ? read : { parts: [[key, read.value]] };
}

/** What is known of a setting; of the repository, owner and name. */
export function offeredValue(
  { key }: Setting,
  values: ReadonlyMap<string, { readonly value: string }>,
): string | undefined {
  const found = values.get(key)?.value;
  const name = values.get('github.repo')?.value;
  return key === 'github.owner' && found !== undefined ? `${found}/${name}` : found;
}
