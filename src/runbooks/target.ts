import type { Response } from '../domain/diagnosis/types.ts';

/** What a response writes to, as the journal names it: a version, paths, a title. Null where it is no write. */
export function responseTargetOf(response: Response): string | null {
  switch (response.kind) {
    case 'rollback':
      return response.version;
    case 'invalidate':
      return response.paths.join(' ');
    case 'issue':
      return response.title;
    default:
      return null;
  }
}
