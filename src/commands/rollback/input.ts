import { inputOf } from '../../contract/command-input.ts';
import { isVersionText, versionForm } from '../../domain/deploys/version-tag.ts';

export interface RollbackInput {
  /** Undefined where one is to be proposed. */
  readonly version: string | undefined;
  readonly forward: boolean;
  readonly firstDeploy: boolean;
  readonly reason: string | undefined;
  /** commander's name for `--no-invalidate`. */
  readonly invalidate: boolean;
  readonly waitForRunning: boolean;
}

export const rollbackInput = inputOf<RollbackInput>(({ flag, parsed }) => ({
  version: parsed(
    'version',
    (text) => (isVersionText(text) ? text : undefined),
    (text) => `needs a version tag like ${versionForm}, not ${JSON.stringify(text.slice(0, 60))}`,
  ),
  forward: flag('forward'),
  firstDeploy: flag('firstDeploy'),
  reason: parsed(
    'reason',
    (text) => (text.trim() !== '' && text.length <= 500 ? text : undefined),
    () => 'needs a sentence of at most 500 characters',
  ),
  invalidate: flag('invalidate', true),
  waitForRunning: flag('waitForRunning'),
}));
