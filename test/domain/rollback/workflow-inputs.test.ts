import { describe, expect, it } from 'vitest';
import type { RollbackFacts } from '../../../src/domain/rollback/facts.ts';
import { rollbackGuards } from '../../../src/domain/rollback/guards.ts';

const version = { name: 'version', required: true, default: null, options: [] as string[] };
const input = (name: string, changes: object = {}) => ({ ...version, name, ...changes });

/** What the guard of the workflow says where these are its inputs. */
function judged(inputs: readonly (typeof version)[], changes: Partial<RollbackFacts> = {}) {
  const guards = rollbackGuards({
    target: 'v1.2.2',
    environment: 'production',
    forward: false,
    mayPropose: true,
    served: { value: { version: 'v1.2.3', source: 'build-info' } },
    tags: { value: new Set(['v1.2.2']) },
    pipeline: { value: { state: 'active', dispatchable: true, inputs } },
    pipelineName: 'deploy.yaml',
    ref: 'release/2026',
    versionInput: 'version',
    inputs: { version: 'v1.2.2' },
    inFlight: { value: [] },
    token: { value: { private: true, canPush: true, scopes: ['repo'] } },
    command: 'tsops rollback v1.2.2',
    ...changes,
  });
  const found = guards.find(({ name }) => name === 'workflow');
  return `${found?.state}: ${found?.detail}${found?.next?.length ? ` → ${found.next}` : ''}`;
}

describe('the inputs of the workflow', () => {
  it('may be a choice that has the version', () => {
    expect(judged([{ ...version, options: ['v1.2.2', 'v1.2.3'] }])).toMatch(/^pass/);
  });
  it('refuse a version that is not among the choices', () => {
    expect(judged([{ ...version, options: ['v1.2.3', 'v1.2.20'] }])).toBe(
      'refuse: deploy.yaml does not take v1.2.2 as its version: it offers v1.2.3, v1.2.20',
    );
  });
  it('may be fixed by the config, by one of its choices', () => {
    const sent = { version: 'v1.2.2', region: 'seoul' };
    expect(judged([version, input('region', { options: ['seoul'] })], { inputs: sent })).toMatch(
      /^pass/,
    );
    expect(judged([version, input('region', { options: ['tokyo'] })], { inputs: sent })).toMatch(
      /^refuse: deploy.yaml does not take seoul as its region/,
    );
    expect(judged([version], { inputs: sent })).toMatch(
      /^refuse: deploy.yaml has no input “region”/,
    );
  });
  it('may be called otherwise where the environment goes', () => {
    const target = input('target', { options: ['production', 'staging'] });
    expect(judged([version, target], { environmentInput: 'target' })).toMatch(/^pass/);
    expect(judged([version, target])).toMatch(/^refuse: .* needs an input “target”/);
    expect(judged([version], { environmentInput: 'target', environment: 'staging' })).toContain(
      'has no input “target”',
    );
  });
  it('may take the reason, and want one', () => {
    const reason = input('why');
    expect(judged([version, reason], { reasonInput: 'why' })).toBe(
      'refuse: deploy.yaml needs a reason → tsops rollback v1.2.2 --reason "…"',
    );
    const inputs = { version: 'v1.2.2', why: 'errors' };
    expect(judged([version, reason], { reasonInput: 'why', inputs })).toMatch(/^pass/);
    expect(judged([version, input('why', { required: false })], { reasonInput: 'why' })).toMatch(
      /^pass/,
    );
  });
  it('that are not known say which key to set', () => {
    expect(judged([version, input('ticket')])).toBe(
      'refuse: deploy.yaml needs an input “ticket” that tsops does not know → set github.inputs.ticket in tsops.config.yaml',
    );
  });
});

describe('a repository that was moved', () => {
  it('is refused with its new name', () => {
    const access = { private: true, canPush: true, scopes: ['repo'] };
    const guards = (movedTo?: string) =>
      rollbackGuards({
        target: null,
        environment: 'production',
        forward: false,
        mayPropose: true,
        served: { trouble: 'x' },
        tags: { trouble: 'x' },
        pipeline: { trouble: 'x' },
        pipelineName: 'deploy.yaml',
        ref: 'main',
        versionInput: 'version',
        inFlight: { trouble: 'x' },
        token: { value: { ...access, ...(movedTo === undefined ? {} : { movedTo }) } },
        command: 'tsops rollback',
      }).find(({ name }) => name === 'token');
    expect(guards('acme/shop')).toMatchObject({
      state: 'refuse',
      next: ['set github.owner to acme and github.repo to shop in tsops.config.yaml'],
    });
    expect(guards()?.state).toBe('pass');
  });
});
