import { cdnFiguresWording } from '../../domain/evidence/wording/cdn-figures.ts';
import { cdnSteps } from '../../domain/numbers/cdn-steps.ts';
import { day } from '../../domain/time/units.ts';
import { figuresCommand } from './figures-command.ts';

export default figuresCommand({
  name: 'stats cdn',
  examples: [
    { command: 'tsops stats cdn', explains: 'requests, errors, hits and latency of 24 hours' },
    { command: 'tsops stats cdn staging --since 7d', explains: 'a week, of another environment' },
  ],
  question: 'cdn-figures',
  wording: cdnFiguresWording,
  usual: day,
  stepsOf: cdnSteps,
});
