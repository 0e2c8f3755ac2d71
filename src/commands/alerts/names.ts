/* The names that rules may use and that are defined elsewhere: channels, runbooks, environments. */
import { chatChannels } from '../../config/capabilities/chat.ts';
import type { Context } from '../../contract/context.ts';
import { channelOfPurpose, channelWords } from '../../domain/alerts/language/channels.ts';
import type { KnownNames } from '../../domain/alerts/language/rule-set.ts';
import { builtInIds } from '../../runbooks/built-in-ids.ts';
import { listOwnRunbooks, runbooksFolder } from '../../runbooks/own-files.ts';

/** The channels of the monitoring document; the purposes of the config are channels too. */
const documented = [
  channelWords.paging,
  channelWords.phone,
  ...['critical', 'alerts', 'monitoring'].map(channelOfPurpose),
];

/** Asks no network. Throws the config error of a wrong config. */
export async function knownNames(context: Pick<Context, 'config' | 'host'>): Promise<KnownNames> {
  const { config } = await context.config();
  const chat = Object.keys(chatChannels(config)).map(channelOfPurpose);
  const own = listOwnRunbooks(await runbooksFolder(context));
  return {
    channels: [...new Set([...documented, ...chat])],
    runbooks: [...new Set([...builtInIds, ...own.map(({ id }) => id)])],
    environments: Object.keys(config.environments),
  };
}
