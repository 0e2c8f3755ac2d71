import type { Images } from '../../speed/findings.ts';
import { imagesWording } from '../wording/images.ts';
import type { QuestionRow } from './row.ts';

export const imagesQuestion = {
  about: 'speed',
  wording: imagesWording,
  clears: ['recent-deployment', 'images'],
  weights: {
    'image-huge': { hypothesis: 'images', points: 65, counts: 'a picture above 1 MB' },
    'image-heavy': {
      hypothesis: 'images',
      points: 30,
      counts: 'a picture that is heavier than it need be, below 1 MB',
    },
    'image-fine': { hypothesis: 'images', points: -30, counts: 'no picture is heavy' },
    'alarm-image-bad': {
      hypothesis: 'false-alarm',
      points: -60,
      counts: 'a picture is very heavy: its evidence is bad',
    },
    'slow-no-image': {
      hypothesis: 'cause-not-seen',
      points: 5,
      counts: 'it was looked for, and no picture is heavy',
    },
  },
  panel: null,
} as const satisfies QuestionRow<Images>;
