import type { AnyCommand } from '../../src/contract/command.ts';

/** What a command's view shows and `--json` prints: a sample of the command must have this type. */
export type SampleOf<Command extends AnyCommand> = Parameters<Command['view']>[0];
