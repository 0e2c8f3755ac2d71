import { afterEach, describe, expect, it } from 'vitest';
import { base, client, gitHubServer, json, type Reply, runJson } from './server.ts';

type Server = Awaited<ReturnType<typeof gitHubServer>>;
const open: Server[] = [];
const route = `GET ${base}/actions/workflows/deploy-prod.yml/runs`;

async function serve(reply: Reply) {
  const server = await gitHubServer({ [route]: reply });
  open.push(server);
  return { server, ...client(server.url) };
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

const statusOf = (url = '') => new URL(url, 'http://github.test').searchParams.get('status');
const again = runJson({ id: 3, status: 'in_progress', conclusion: null, run_attempt: 2 });

describe('the runs in flight', () => {
  it('are asked for by their status, so that an old run that is run again is among them', async () => {
    const { server, github } = await serve((response, request) => {
      const found = statusOf(request.url) === 'in_progress' ? [again] : [];
      return json({ workflow_runs: found })(response, request);
    });
    const runs = await github.runsInFlight();
    expect(runs.map(({ id, attempt }) => [id, attempt])).toEqual([[3, 2]]);
    const asked = server.seen.map(({ query }) => query.status).sort();
    expect(asked).toEqual(['in_progress', 'pending', 'queued', 'requested', 'waiting']);
  });

  it('are known on a server that does not know every status, and do not hold what has ended', async () => {
    const { github } = await serve((response, request) => {
      const status = statusOf(request.url) ?? '';
      if (['requested', 'pending', 'waiting'].includes(status)) {
        return json({ message: 'Validation Failed' }, 422)(response, request);
      }
      return json({ workflow_runs: [again, runJson({ id: 4 })] })(response, request);
    });
    expect((await github.runsInFlight()).map(({ id }) => id)).toEqual([3]);
  });

  it('are not taken for none where GitHub does not tell', async () => {
    const { github } = await serve(json({ message: 'Bad credentials' }, 401));
    await expect(github.runsInFlight()).rejects.toMatchObject({ kind: 'credentials' });
  });
});
