/* Input that the commands about pages share. */
import * as z from 'zod/mini';

/** A number, with or without `#`, or PagerDuty's id. */
export const pageId = z
  .string()
  .check(z.regex(/^#?[A-Za-z0-9]{1,40}$/, 'needs a number such as 1201, or an id'));
