import type { SiteUp } from '../../site/findings.ts';
import { siteUpWording } from '../wording/site-up.ts';
import type { QuestionRow } from './row.ts';

export const siteUpQuestion = {
  about: 'site',
  wording: siteUpWording,
  clears: ['site-down'],
  weights: {
    'site-down': {
      hypothesis: 'site-down',
      points: 100,
      counts: 'every monitor of the environment is down, and not for its certificate',
    },
    'site-down-outside': {
      hypothesis: 'site-down',
      points: 40,
      counts: 'UptimeRobot sees it down too',
    },
    'site-partly': {
      hypothesis: 'site-down',
      points: 40,
      counts: 'some monitors are down, or it is up here and down for UptimeRobot',
    },
    'alarm-site-down': {
      hypothesis: 'false-alarm',
      points: -100,
      counts: 'the site is down, in part or for all',
    },
    'alarm-few-visitors': {
      hypothesis: 'false-alarm',
      points: -60,
      counts:
        'it is up from here, and a fifth of the requests of yesterday and of a week ago is missing',
    },
    'alarm-suddenly-gone': {
      hypothesis: 'false-alarm',
      points: -60,
      counts:
        'Service Down only: a fifth of the requests went within five minutes of the last hour and a half',
    },
    'alarm-visitors-unknown': {
      hypothesis: 'false-alarm',
      points: -30,
      counts:
        'Service Down only: it is up from wherever it was looked at, and the CDN could not tell whether people come',
    },
    'alarm-site-up': {
      hypothesis: 'false-alarm',
      points: 70,
      counts: 'Service Down only: it is up from wherever it was looked at',
    },
  },
  panel: null,
} as const satisfies QuestionRow<SiteUp>;
