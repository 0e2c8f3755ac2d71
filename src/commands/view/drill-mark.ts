import { say } from '../../domain/text/language.ts';

/** Stands on every screen of the sandbox. */
export const notReal = say('sandbox: nothing here is real', '샌드박스: 실제가 아닙니다');
