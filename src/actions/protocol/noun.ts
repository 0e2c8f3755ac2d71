import { factsOfAction } from '../../domain/incident/action-facts.ts';
import { say, type Text } from '../../domain/text/language.ts';

/** What a sentence calls an action. */
export function nounOf({ name, noun }: { readonly name: string; readonly noun: string }): Text {
  return say(noun, factsOfAction(name)?.noun.ko ?? noun);
}
