import { notNames } from './people.ts';
import { masked, ownTextAt } from './quotes.ts';
import { weekdayNumbers } from './words.ts';

const word = String.raw`[\p{L}][\p{L}\p{M}]*(?:[-'’](?!s(?![\p{L}]))[\p{L}\p{M}]+)*`;
const address = String.raw`[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,6}`;
/** One word however it is written, or several with capitals. */
const name = String.raw`(?:${address}|${word}(?:\s+\p{Lu}[\p{L}\p{M}]*(?:-\p{Lu}[\p{L}\p{M}]*)*){0,3})`;
const list = String.raw`${name}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*)${name}){0,9}`;
/** Small or capital: a flag for all would make every word a name. */
const anyCase = (words: string): string =>
  words.replace(/(?<!\\)[a-z]/gu, (letter) => `[${letter}${letter.toUpperCase()}]`);
const before = anyCase(
  'with|from|by|met|meet|see|seen|saw|e-?mailed|e-?mail|mailed|contacted|invite|invited|ask|asked|remind|contact|missed',
);
const verbs = anyCase(
  "has|have|hasn['’]t|haven['’]t|hadn['’]t|did|didn['’]t|does|doesn['’]t|is|isn['’]t|are|was|wasn['’]t|will|won['’]t|can|can['’]t|cannot|could|couldn['’]t|would|might|may|should|no longer|needs?|sent|sends|wrote|e-?mails?|e-?mailed|replied|writes|wants?|asked|asks|owes|missed|left|moved|quit|works?|called|told|said|keeps|used to|just|usually|always|often|never|normally|rarely|hardly|recently|and i",
);
const start = String.raw`(?:^|[.?!,;:]\s*|(?<![\p{L}])(?:${anyCase('if|unless|whether|that|when|and|but|because|see|check')})\s+)`;
const end = String.raw`(?![\p{L}])`;

const named = [
  // "with Nia", "from kofi"; "to Nia" only with a capital, because of "to send".
  String.raw`(?<![\p{L}])(?:${before})\s+(?=(?<names>${list}))`,
  String.raw`(?<![\p{L}])(?:${anyCase('to|for|about|call|tell')})\s+(?=\p{Lu}|[^\s@]+@)(?=(?<names>${list}))`,
  // "send nia an email", "talk to nia"
  String.raw`(?<![\p{L}])(?:${anyCase('send|give|write|forward|show|tell|ask|e-?mail|shoot|drop')})\s+(?=(?<names>${list})\s+(?:an?|the|my|this|that)\s)`,
  String.raw`(?<![\p{L}])(?:${anyCase('talk|speak|talked|spoken|spoke|write|written|wrote|reply|replied|respond|responded|get back|got back|reach out|reached out')})\s+to\s+(?=(?<names>${list}))`,
  // "Nia hasn't sent", "if Nia is", "kofi and I"; "has Nia sent"
  String.raw`${start}(?<names>${list})\s+(?:${verbs}|and I)${end}`,
  String.raw`${start}(?:${anyCase('has|have|did|does|is|was')})(?:n['’]t)?\s+(?<names>${list})\s+\p{L}`,
  // "Nia's last email"
  String.raw`(?<![\p{L}])(?<names>${name})['’]s\s+(?:${anyCase('last|latest|most|newest|first|next|e-?mails?|mails?|messages?|meetings?|calendar')})${end}`,
].map((pattern) => new RegExp(pattern, 'gu'));

const orders = new Set(
  `with up to of send schedule book write forward delete cancel make create add find set arrange post reply move remind invite draft then please
  today yesterday tomorrow monday everyone everybody anyone anybody people in on at for past last next there it its noon`.split(
    /\s+/u,
  ),
);
/** An address, or up to five words of which none is an everyday word. */
export function isName(text: string): boolean {
  if (/^[^\s@]{1,64}@[^\s@]{1,190}$/u.test(text)) return true;
  const words = text.toLowerCase().split(/\s+/u);
  return (
    words.length <= 5 &&
    /^[\p{L}\p{M}][\p{L}\p{M}.'’ -]{0,100}$/u.test(text) &&
    words.every((one) => !notNames.has(one) && !orders.has(one) && !weekdayNumbers.has(one))
  );
}

/** Who was named last in a text, as written: "Megan and Alex". Nothing in quotation marks names anybody. */
export function lastNamed(text: string): string | undefined {
  const hidden = masked(text);
  const all = hidden.slice(0, ownTextAt(hidden));
  let last: { at: number; names: string } | undefined;
  for (const pattern of named)
    for (const found of all.matchAll(pattern)) {
      const names = namesOf(found.groups!.names!);
      // Names that are only looked ahead for stand right behind what leads them.
      const inside = found[0].indexOf(found.groups!.names!);
      const at = found.index + (inside < 0 ? found[0].length : inside);
      if (names && at >= (last?.at ?? 0)) last = { at, names };
    }
  return last?.names;
}

/** As far as they are names: of "nia and schedule" nia. */
function namesOf(said: string): string | undefined {
  const kept: string[] = [];
  const parts = said.split(/(\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*)/iu);
  for (let i = 0; i < parts.length && isName(parts[i]!); i += 2) kept.push(`${i > 0 ? parts[i - 1] : ''}${parts[i]}`);
  return kept.length > 0 ? kept.join('') : undefined;
}

const thing = `(?:an?|the|this|that|some|another|to|at|on|for|about|titled|called|saying|with|in|by|if|and|or|when|tomorrow|today|tonight|next|now|asap|my|our|know|email|e-mail|mail)`;
const pronoun = new RegExp(
  String.raw`(?<![\p{L}'’])(?:(?<own>their|his|her(?=\s+(?!${thing}(?![\p{L}]))[\p{L}]))|(?<who>them|him|her|they|he|she))(?:(?<have>['’]ve|['’]s(?=\s+(?:been|sent|e-?mailed|written|replied)))|(?<are>['’](?:re|s)))?(?![\p{L}'’])`,
  'giu',
);

/** Does anything in it stand for somebody named before? */
export const hasPronoun = (text: string): boolean => {
  const hidden = masked(text);
  return hidden.slice(0, ownTextAt(hidden)).search(pronoun) >= 0;
};

/** The text with a name in the place of them, him, her, …; what is quoted, or the person's own text, stays as it is. */
export function withNames(text: string, names: string): string {
  const hidden = masked(text);
  const end = ownTextAt(hidden);
  let result = '';
  let from = 0;
  for (const found of hidden.slice(0, end).matchAll(pronoun)) {
    const { own, have, are } = found.groups!;
    const as = own ? `${names}'s` : have ? `${names} has` : are ? `${names} is` : names;
    result += text.slice(from, found.index) + as;
    from = found.index + found[0].length;
  }
  return result + text.slice(from);
}

/** Whoever wrote an email that was spoken of before. */
const senders =
  /(?<![\p{L}'’])(?:(?:the|its) (?:sender|author|writer)|(?:whoever|the (?:person|one) (?:who|that)) (?:sent|wrote|has sent|has written) (?:it|that|this|me that|me this))(?![\p{L}'’])(?!\s+of\s)/giu;

export const hasSender = (text: string): boolean => {
  const hidden = masked(text);
  return hidden.slice(0, ownTextAt(hidden)).search(senders) >= 0;
};

/** The text with a name, or "the sender of …", in the place of "the sender". */
export function withSender(text: string, name: string): string {
  const hidden = masked(text);
  let result = '';
  let from = 0;
  for (const found of hidden.slice(0, ownTextAt(hidden)).matchAll(senders)) {
    result += text.slice(from, found.index) + name;
    from = found.index + found[0].length;
  }
  return result + text.slice(from);
}
