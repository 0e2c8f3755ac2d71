import { describe, expect, it } from 'vitest';
import { inEnvironment, undoCommand } from '../../../src/domain/deploys/suggested-command.ts';

describe('a command that is suggested', () => {
  it('names the environment, unless it is production', () => {
    expect(inEnvironment('tsops rollback', 'production')).toBe('tsops rollback');
    expect(inEnvironment('tsops rollback', 'staging')).toBe('tsops rollback --env staging');
    expect(inEnvironment('tsops rollback', 'a b')).toBe("tsops rollback --env 'a b'");
  });

  it('leads back to the tag of what was served', () => {
    expect(undoCommand('1.2.3', 'production')).toBe('tsops rollback v1.2.3 --forward');
    expect(undoCommand('v1.2.3', 'staging')).toBe('tsops rollback v1.2.3 --forward --env staging');
  });

  it.each([null, 'main-3f2c', 'v1.2.3; rm -rf /', '$(reboot)'])('is none for %j', (served) => {
    expect(undoCommand(served, 'production')).toBeNull();
  });
});
