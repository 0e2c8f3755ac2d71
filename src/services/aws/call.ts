/** What was asked, for messages that name the permission, the profile or the resource. */
export interface AwsCall {
  /** As IAM names it: `cloudfront:CreateInvalidation`. */
  readonly iamAction: string;
  readonly endpoint: string;
  readonly profile: string | undefined;
  /** What the SDK noted while it looked for keys. */
  readonly noted?: readonly string[];
  /** The distribution, invalidation … meant, for "does not exist". */
  readonly resource: string;
}
