import { say } from '../../text/language.ts';
import { figureSetWording } from './figure-set.ts';

export const usageFiguresWording = figureSetWording(say('Use of the site', '사이트 이용'));
