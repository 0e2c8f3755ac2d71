/* The versions of a scenario, and how they are deployed. */
import * as z from 'zod/mini';
import { pageSchema } from './page-schema.ts';
import { share } from './rough/fields.ts';
import { moment, spanSchema } from './span.ts';

export const versionSchema = z
  .string()
  .check(z.regex(/^v\d+\.\d+\.\d+$/, 'a version tag, such as v1.2.3'));

export const releaseSchema = z.strictObject({
  version: versionSchema,
  at: moment.check(z.describe('when the tag was made')),
  author: z._default(z.string(), 'minji-kim'),
  commits: z
    ._default(z.array(z.string()), [])
    .check(z.describe('titles of the commits since the tag before')),
  page: z
    .optional(pageSchema)
    .check(z.describe('what differs from the page of the version before')),
});

const conclusion = z._default(z.enum(['success', 'failure', 'cancelled']), 'success');

export const deploySchema = z.strictObject({
  version: versionSchema,
  environment: z
    ._default(
      z.string().check(z.regex(/^[a-z][a-z0-9-]*$/, 'lower-case letters, digits and dashes')),
      'production',
    )
    .check(z.describe('production and staging have a site; others have runs and errors alone')),
  at: moment.check(z.describe('when the run was created, or its last attempt begun')),
  took: z._default(spanSchema, 240_000),
  actor: z._default(z.string(), 'minji-kim'),
  conclusion,
  firstAttempt: z
    .optional(z.strictObject({ at: moment, took: z._default(spanSchema, 180_000), conclusion }))
    .check(z.describe('the run was made then, and run again at its own time')),
  checks: z.optional(spanSchema).check(z.describe('how long the run goes on after its upload')),
  reaches: z.optional(share).check(z.describe('the share of the edge that gets it; default: all')),
  uploaded: z
    .optional(z.array(z.string()))
    .check(
      z.describe('the only paths (without hash, / is the page) that it uploaded before it ended'),
    ),
});

export const workflowSchema = z.strictObject({
  queue: z._default(spanSchema, 1_000),
  build: z._default(spanSchema, 3_000),
  deploy: z._default(spanSchema, 3_000),
  approval: z
    ._default(z.boolean(), false)
    .check(z.describe('the production environment needs a review')),
  approvedAfter: z
    .optional(spanSchema)
    .check(z.describe('somebody approves after this time; default: nobody')),
  outcome: z._default(z.enum(['success', 'failure']), 'success'),
  failedStep: z._default(z.string(), 'Upload to S3'),
  log: z
    ._default(z.array(z.string()), [])
    .check(z.describe('last lines of the log of the failed step')),
  invalidates: z._default(z.boolean(), true).check(z.describe('its last step invalidates the CDN')),
  removes: z
    ._default(z.array(z.string()), [])
    .check(
      z.describe(
        'files of the version before (paths without hash) that it takes away, and that the edge lost',
      ),
    ),
});
