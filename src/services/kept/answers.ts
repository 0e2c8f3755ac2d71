import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { Env } from '../../domain/net/env.ts';
import type { KeptAnswer, KeptAnswers } from '../../ports/kept-answers.ts';
import { field, parseJson } from '../http/json.ts';
import { replaceFile } from './replace-file.ts';

/** Bytes; an answer that is longer is not kept. */
const longest = 2 * 1024 * 1024;

/** A file (0600) for each question, below tsops's cache directory. */
export function createKeptAnswers(env: Env): KeptAnswers {
  const folder = answersFolder(env);
  return {
    async read(question) {
      if (folder === undefined) return null;
      const text = await readFile(fileOf(folder, question), 'utf8').catch(() => '');
      return answerIn(text, question);
    },
    async keep(question, { at, value }) {
      const text = JSON.stringify({ question, at, value });
      if (folder === undefined || Buffer.byteLength(text) > longest) return;
      await replaceFile(folder, fileOf(folder, question), text).catch(() => {});
    },
  };
}

const fileOf = (folder: string, question: string): string =>
  join(folder, `${createHash('sha256').update(question).digest('hex').slice(0, 32)}.json`);

/** Null where it is not whole, or the answer to another question. */
function answerIn(text: string, question: string): KeptAnswer | null {
  const json = parseJson(text);
  const at = field(json, 'at');
  if (field(json, 'question') !== question || typeof at !== 'number') return null;
  return { at, value: field(json, 'value') };
}

/** A relative XDG_CACHE_HOME is ignored (XDG base directory specification 0.8). */
function answersFolder(env: Env): string | undefined {
  const { XDG_CACHE_HOME = '', HOME = '' } = env;
  if (isAbsolute(XDG_CACHE_HOME)) return join(XDG_CACHE_HOME, 'tsops', 'answers');
  return isAbsolute(HOME) ? join(HOME, '.cache', 'tsops', 'answers') : undefined;
}
