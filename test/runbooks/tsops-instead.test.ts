import { describe, expect, it } from 'vitest';
import { insteadOf } from '../../src/runbooks/tsops-instead.ts';

const sites = ['https://talkstudio.app', 'https://staging.talkstudio.app'];
const told = (text: string) => insteadOf(text, sites)?.command;

describe('a command that tsops has something for', () => {
  it.each([
    ['curl -I https://talkstudio.app', 'tsops health'],
    ['curl -sI "https://talkstudio.app/rooms"', 'tsops health'],
    ['curl https://talkstudio.app/build-info.json | jq .', 'tsops version'],
    [
      'aws cloudfront create-invalidation --distribution-id XXX --paths "/*"',
      'tsops invalidate --all',
    ],
    [
      'aws cloudfront create-invalidation --distribution-id XXX \\\n  --paths /index.html "/a b" --output json',
      "tsops invalidate /index.html '/a b'",
    ],
    ['gh workflow run deploy-prod.yml -f version=v1.2.2', 'tsops rollback v1.2.2'],
    ['gh workflow run deploy-prod.yml -f version="$TSOPS_TARGET"', 'tsops rollback'],
    ['aws cloudfront list-invalidations --distribution-id X', 'tsops invalidate status'],
  ])('%j: %s', (text, command) => {
    expect(told(text)).toBe(command);
  });

  it.each([
    'curl -I https://api.dicebear.com/10.x/initials/svg',
    'curl -I https://talkstudio.app.evil.example',
    'curl https://talkstudio.app',
    'gh workflow run nightly.yml',
    'aws cloudfront get-distribution --id X',
    'echo build-info.json',
  ])('not %j', (text) => {
    expect(told(text)).toBeUndefined();
  });

  it('writes to production where it deploys or invalidates', () => {
    expect(insteadOf('gh workflow run d.yml -f version=v1', [])?.danger).toBe('production');
    expect(insteadOf('curl https://x/build-info.json', [])?.danger).toBe('read');
  });
});
