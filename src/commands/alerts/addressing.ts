import { chatChannels } from '../../config/capabilities/chat.ts';
import { environmentUrls } from '../../config/environment-urls.ts';
import type { Context } from '../../contract/context.ts';
import type { Addressing } from '../../domain/notification/addressing.ts';
import { callListOf } from '../../evidence/oncall/call-list.ts';
import { contentLanguage } from '../view/content-language.ts';

/** By the config as it is now; whom the phone calls is in the order of the escalation. */
export async function alertAddressing(context: Context): Promise<Addressing> {
  const { config } = await context.config();
  const { calls } = await callListOf(context);
  const phones = calls.flatMap(({ person }) => {
    const phone = person?.contact?.phone;
    return person === null || phone === undefined ? [] : [{ name: person.name, phone }];
  });
  return {
    service: config.service,
    language: await contentLanguage(context),
    chatChannels: chatChannels(config),
    phones,
    urls: environmentUrls(config),
    drill: context.drill,
  };
}
