import { say } from '../../text/language.ts';
import { figureSetWording } from './figure-set.ts';

export const cdnFiguresWording = figureSetWording(say('CDN', 'CDN'));
