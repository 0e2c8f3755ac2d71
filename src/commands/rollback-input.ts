import * as z from 'zod/mini';
import { isVersion, versionForm } from '../domain/version.ts';

/** A version as rollback takes it; the message names the form. */
export const version = z.string().check(
  z.refine((text: string) => isVersion(text), {
    error: (issue) =>
      `wants a version tag like ${versionForm}, not ${JSON.stringify(String(issue.input).slice(0, 60))}`,
  }),
);

export const reason = z.string().check(
  z.refine((text: string) => text.trim() !== '' && text.length <= 500, {
    error: 'wants a sentence of at most 500 characters',
  }),
);
