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

describe('the way back from a tag of another form', () => {
  it('has the form of the tag that replaced it', () => {
    expect(undoCommand('1.2.3', 'production', '1.2.2')).toBe('tsops rollback 1.2.3 --forward');
    expect(undoCommand('1.2.3', 'production', 'v1.2.2')).toBe('tsops rollback v1.2.3 --forward');
    expect(undoCommand('web@1.2.3', 'production', 'web@1.2.2')).toContain(' web@1.2.3 ');
  });
  it('is none where what was served is no tag of that form', () => {
    expect(undoCommand('api@1.2.3', 'production', 'web@1.2.2')).toBeNull();
    expect(undoCommand('$(reboot)', 'production', 'web@1.2.2')).toBeNull();
  });
});
