import type { Context } from '../../contract/context.ts';
import type { CallList } from '../../domain/oncall/call-text.ts';
import { configWrittenAt } from './config-written.ts';
import { primaryAt } from './escalation.ts';
import { rotationOf } from './rotation.ts';

/** Whom to call, by the config alone: it is there when no vendor is. */
export async function callListOf({
  clock,
  config,
  options,
}: Pick<Context, 'clock' | 'config' | 'options'>): Promise<CallList> {
  const { config: known, file } = await config();
  const now = clock.now();
  const rotation = rotationOf(known);
  const onCall = rotation === null ? null : await primaryAt(rotation, now);
  const { callsOf } = await import('../../domain/oncall/call-list.ts');
  return {
    language: options.language ?? known.language,
    calls: callsOf(known.oncall.escalation, known.contacts, onCall, now),
    configWritten: await configWrittenAt(file),
  };
}
