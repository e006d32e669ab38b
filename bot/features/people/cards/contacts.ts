import { card } from '../../../chat/cards.ts';
import { asked, buttons, line, type Option } from '../../../chat/parts.ts';
import type { Reply } from '../../chat.ts';

/** Nobody of this name in the address book either. @param leave as `whoReply` has it */
export function notInContacts(name: string, verb: string, data: Record<string, unknown>, leave?: string): Reply {
  const text = `Nobody in your contacts is called ${line(name)} either.`;
  const options: Option[] = leave ? [{ label: leave, verb, data }] : [];
  const made = card({
    title: text,
    body: [
      'I look in the folder “Contacts”. Say their e-mail address instead, and I can write to them and invite them.',
    ],
    actions: buttons(options),
    fallbackText: text,
  });
  return options.length > 0 ? asked(made, text, options) : { text, card: made };
}
