/* What `npm run diagnosis` bundles: the player, the grader, the scenarios. */
export { readScenario } from '../../src/sandbox/scenario-file.ts';
export { answered, play, playWithNoise, vendors, weightTables } from './diagnose.ts';
export {
  accused,
  concluded,
  gradeOf,
  harmsOf,
  rightAnswers,
  trueCause,
  wrongRollback,
} from './grade-diagnosis.ts';
