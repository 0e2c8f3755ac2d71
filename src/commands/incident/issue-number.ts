import * as z from 'zod/mini';

/** `42`, `#42`, or an issue's address. */
export const issueNumber = z.pipe(
  z.string(),
  z.transform((text, context): number => {
    const digits = /^(?:#|https?:\/\/\S+\/issues\/)?(\d{1,9})(?:[#?/]\S*)?$/.exec(text)?.[1];
    if (digits !== undefined && Number(digits) > 0) return Number(digits);
    const message = `needs the number or the address of an issue, not ${JSON.stringify(text.slice(0, 60))}`;
    context.issues.push({ code: 'custom', input: text, message });
    return z.NEVER;
  }),
);
