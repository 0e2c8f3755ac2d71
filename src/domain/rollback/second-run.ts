/* What becomes of two runs of the deploy workflow that are in flight at once. */

/**
 * What the workflow says: nothing; that a newer run waits for the one before; that it cancels that one. A
 * group may tell runs apart by their inputs, so that "waits" and "cancels" hold for those of one group.
 */
export type Concurrency = 'none' | 'waits' | 'cancels' | 'not known';

interface OtherRun {
  readonly id: number;
  readonly title: string;
  readonly url: string;
  readonly actor: string;
}

/** One sentence about the other run, one about what will happen. Ids of runs only grow. */
export function secondRunText(other: OtherRun, ours: number, concurrency: Concurrency): string {
  const by = other.actor === '' ? '' : ` by ${other.actor}`;
  return `A second run is in flight beside ours: “${other.title}”${by} ${other.url}. ${endText(other.id > ours, concurrency)}`;
}

function endText(otherIsNewer: boolean, concurrency: Concurrency): string {
  const newer = otherIsNewer ? 'the other run' : 'our run';
  const older = otherIsNewer ? 'our run' : 'the other run';
  switch (concurrency) {
    case 'cancels':
      return `By its concurrency the workflow cancels ${older}; ${newer} is deployed.`;
    case 'waits':
      return `By its concurrency ${newer} waits for ${older}, and is deployed last.`;
    case 'none':
      return 'The workflow has no concurrency: both deploy at once, and what ends last is served.';
    default:
      return 'What GitHub does with the two is not known: the workflow could not be read.';
  }
}
