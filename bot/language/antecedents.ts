import { isName } from './pronouns.ts';
import { masked } from './quotes.ts';

const who = String.raw`(?<who>[^\s@,.;?!]+@[^\s@,;?!]+[^\s@,.;?!]|\p{L}[\p{L}\p{M}'’-]*?(?:\s+\p{Lu}[\p{L}\p{M}'’-]*?){0,2}?)`;
const newest = '(?:(?:very )?(?:last|latest|most recent|newest|recent) )?';
const mail = '(?:e-?mail|mail|message)';
const time = '(?: (?:today|yesterday|earlier(?: today)?|this (?:morning|afternoon|week)|just now|last week))?';
const end = String.raw`(?= (?:with|to|saying|by|and|as|that|which|is|was|isn['’]t|needs?|should|has|anymore|any ?more|yet|today|yesterday|so|but|because|can|could)(?![\p{L}])|\s*[,.;:?!](?:\s|$)|\s*$)`;
const topic = `(?: (?:about|regarding|concerning|with the (?:subject|title)|titled|called)(?: the)? (?<about>[^,.;?!]{2,120}?))?`;

const described = [
  // "the last email from kofi", "my email about the budget", "the email I got from nia"
  `(?:my|the|that|this) ${newest}(?:new )?${mail}(?: (?:that |which )?(?:i(?:['’]ve)? (?:just )?(?:got|received|have|had)|(?:just )?came(?: in)?|sent to me))?(?: (?:from|by) ${who})?${topic}${end}`,
  // "kofi's last email"
  `${who}['’]s ${newest}${mail}${topic}${end}`,
  // "kofi has just sent me an email about the budget", "kofi emailed me today"
  `${who} (?:(?:has|have|had|just|already|also|recently) )*(?:sent (?:me|us) (?:an?|another|the|this|that) (?:new )?${mail}|sent (?:an?|another) (?:new )?${mail} to me|(?:e-?mailed|mailed|wrote(?: to)?|written(?: to)?) (?:me|us))${time}${topic}${time}${end}`,
  // "I just got an email from kofi"
  `I(?:['’]ve| have)? (?:(?:just|already|also|recently) )*(?:got|gotten|received|had|have) (?:an?|another|one|the) (?:new )?${mail} from ${who}${topic}${time}${end}`,
].map((pattern) => new RegExp(String.raw`(?<![\p{L}])${pattern}`, 'iu'));

/** "replied to nia" → nia, "that Raj Patel" → Raj Patel: before the name other words may stand, which have no capital. */
function nameAtEnd(words: string | undefined): string | undefined {
  const all = words?.split(/\s+/u) ?? [];
  let from = all.length - 1;
  while (from > 0 && /^\p{Lu}/u.test(all[from - 1]!) && /^\p{Lu}/u.test(all[from]!)) from -= 1;
  return words && all.slice(from).join(' ');
}

/**
 * Which email somebody speaks of, in the words that an order calls it by: "raj sent me an email about the budget" → "the last email from
 * raj about the budget". What "it" stands for in the next sentence. Nothing in quotation marks is meant.
 */
export function mailSpokenOf(text: string): string | undefined {
  const hidden = masked(text.slice(0, 400));
  for (const pattern of described) {
    const found = new RegExp(pattern, 'diu').exec(hidden);
    const said = (name: string) => {
      const place = found?.indices?.groups?.[name];
      return place && text.slice(...place).trim();
    };
    const [name, about] = [nameAtEnd(said('who')), said('about')];
    if (!found || (name === undefined && about === undefined) || (name !== undefined && !isName(name))) continue;
    return ['the last email', name && `from ${name}`, about && `about ${about}`].filter(Boolean).join(' ');
  }
  return undefined;
}
