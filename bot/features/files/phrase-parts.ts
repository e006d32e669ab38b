import { fileNouns } from '../../chat/files/kinds.ts';
import { type Wanted, wantedFrom } from '../../chat/files/wanted.ts';

/** The small pieces that sentences about files are made of. */

const noun = new RegExp(`(?<![\\p{L}\\p{N}])(?:${fileNouns.join('|')})(?![\\p{L}\\p{N}])`, 'iu');
const ending =
  /[\p{L}\p{N})]\.(?:docx?|xlsx?|pptx?|pdf|txt|md|csv|png|jpe?g|gif|zip|mp4|one|vsdx|html?|json|rtf|odt|ods|odp|eml|msg)(?![\p{L}\p{N}])/iu;
/** What is in a calendar, a mailbox or a task list, and nobody's file. */
export const others =
  'meetings?|appointments?|calls?|events?|invitations?|invites?|calendar|agenda|tasks?|to-?dos?|reminders?|emails?|mails?|inbox|screen|message|lunch|coffee';

/** Does it speak of a file? A kind ("deck"), an extension, or a name in quotes. */
export const namesFile = (text: string): boolean => noun.test(text) || ending.test(text);
export const endsAsFile = (text: string): boolean =>
  new RegExp(`${noun.source}[.?!]*$`, 'iu').test(text) || ending.test(text) || quoted.test(text);
/** "the task Send the deck" names a task. */
export const startsOtherwise = /^(?:the |my |an? )?(?:tasks?|to-?dos?|reminders?|events?|appointments?)\b/iu;
export const quoted = /["“”«»][^"“”«»]+["“”«»]/u;

/** What is said around the request. */
export const politely =
  /^(?:(?:please|kindly|aide|hey|hi|ok(?:ay)?)[,\s]+|(?:can|could|would|will) you (?:please )?|i (?:want|need|would like|['’]d like) (?:you )?to |let['’]?s )+/iu;
const rights = {
  edit: /(?:\b(?:can|may|to|with|as)\s+)?\b(?:edit(?:or|ing|able)?|write|change)(?:\s+(?:access|rights?|permissions?))?\b/iu,
  view: /(?:\b(?:can|may|to|with|as|for)\s+)?(?:\bonly\s+)?\b(?:view(?:er|ing)?|read(?:er|ing|[- ]?only)?)(?:[- ]?only)?(?:\s+(?:access|rights?|permissions?))?\b/iu,
};

/** "Megan, Alex and Lee" */
export const people = (text: string) =>
  text
    .split(/\s*[,;&]\s*|\s+(?:and|plus)\s+/iu)
    .map((name) => name.replace(/^(?:and|with)\s+|[.!?]+$/giu, '').trim())
    .filter((name) => name !== '' && name.length <= 200)
    .slice(0, 50)
    .map((name) => ({ name }));

/** Takes "can edit", "view only" out of the text. */
export function roleIn(text: string): { role?: 'view' | 'edit'; rest: string } {
  for (const role of ['edit', 'view'] as const) {
    const found = rights[role].exec(text);
    if (found)
      return {
        role,
        rest: `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`
          .replace(/\(\s*\)|[\s,(]+$/gu, '')
          .trim(),
      };
  }
  return { rest: text };
}

/** Which file; "this" and "it" name none. */
const about = (text: string | undefined): Wanted | undefined =>
  text === undefined || /^(?:this|that|it|them|these|those)?(?: (?:file|one)s?)?$/iu.test(text.trim())
    ? undefined
    : wantedFrom(text);
export const withFile = (text: string | undefined) => {
  const which = about(text);
  return which ? { wanted: which } : {};
};
