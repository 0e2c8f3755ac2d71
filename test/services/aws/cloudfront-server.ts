import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

type Reply = (response: ServerResponse, request: IncomingMessage) => void;

const xmlns = 'http://cloudfront.amazonaws.com/doc/2020-05-31/';
const prolog = '<?xml version="1.0" encoding="UTF-8"?>';

/** Answers each request with the next reply; one too many is answered 599 and fails the test by its count. */
export async function cloudFrontServer(...replies: Reply[]) {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      seen.push({ method, path: url, headers, body });
      const reply = replies.shift();
      if (reply !== undefined) reply(response, request);
      else response.writeHead(599).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    left: () => replies.length,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const answer =
  (status: number, body: string, headers: Record<string, string> = {}): Reply =>
  (response) =>
    void response.writeHead(status, { 'content-type': 'text/xml', ...headers }).end(body);

export const drop: Reply = (_response, request) => void request.socket.destroy();

const awsErrorBody = (code: string, message: string): string =>
  `${prolog}<ErrorResponse xmlns="${xmlns}"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r-1</RequestId></ErrorResponse>`;

export const refusal = (status: number, code: string, message = 'said no'): Reply =>
  answer(status, awsErrorBody(code, message));

interface InvalidationParts {
  readonly id?: string;
  readonly status?: string;
  readonly paths?: readonly string[];
  readonly reference?: string;
}

export function invalidationXml(parts: InvalidationParts = {}): string {
  const { id = 'I2J0', status = 'InProgress', paths = ['/*'], reference = 'ref-1' } = parts;
  const items = paths.map((path) => `<Path>${path}</Path>`).join('');
  return `${prolog}<Invalidation xmlns="${xmlns}"><Id>${id}</Id><Status>${status}</Status><CreateTime>2026-11-23T03:00:00.123Z</CreateTime><InvalidationBatch><Paths><Quantity>${paths.length}</Quantity><Items>${items}</Items></Paths><CallerReference>${reference}</CallerReference></InvalidationBatch></Invalidation>`;
}

export function distributionXml(inProgress = 0, extra = ''): string {
  return `${prolog}<Distribution xmlns="${xmlns}"><Id>E1TALK</Id><ARN>arn:aws:cloudfront::1:distribution/E1TALK</ARN><Status>Deployed</Status><LastModifiedTime>2026-11-01T00:00:00Z</LastModifiedTime><InProgressInvalidationBatches>${inProgress}</InProgressInvalidationBatches><DomainName>d111.cloudfront.net</DomainName><DistributionConfig><CallerReference>z</CallerReference><Aliases><Quantity>1</Quantity><Items><CNAME>talkstudio.app</CNAME></Items></Aliases><Comment></Comment><Enabled>true</Enabled>${extra}</DistributionConfig></Distribution>`;
}

export function listXml(ids: readonly string[], nextMarker?: string): string {
  const items = ids
    .map(
      (id) =>
        `<InvalidationSummary><Id>${id}</Id><CreateTime>2026-11-23T03:00:00Z</CreateTime><Status>Completed</Status></InvalidationSummary>`,
    )
    .join('');
  const more =
    nextMarker === undefined
      ? '<IsTruncated>false</IsTruncated>'
      : `<IsTruncated>true</IsTruncated><NextMarker>${nextMarker}</NextMarker>`;
  return `${prolog}<InvalidationList xmlns="${xmlns}"><Marker></Marker>${more}<MaxItems>100</MaxItems><Quantity>${ids.length}</Quantity>${ids.length === 0 ? '' : `<Items>${items}</Items>`}</InvalidationList>`;
}
