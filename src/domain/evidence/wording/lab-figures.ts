import { say } from '../../text/language.ts';
import { figureSetWording } from './figure-set.ts';

export const labFiguresWording = figureSetWording(
  say('Lighthouse, last kept set', '마지막 Lighthouse 측정'),
);
