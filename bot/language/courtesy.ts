import { masked, ownTextAt } from './quotes.ts';

const greeting =
  /^(?:(?:good (?:morning|afternoon|evening)|hi|hello|hey|dear|morning|ok|okay|alright|right|well|now|ugh|oh|so)(?:\s+(?:there|aide|again))?(?:\s*[,!.…–—-]+\s*|\s+)|aide[,:]\s+)/iu;
const pleasantry =
  /^(?:(?:i )?(?:do )?hope (?:you|all|this|everything)[^.!?;:]{0,80}[.!?;]\s+|how are (?:you|things)[^.!?]{0,40}[?!.]\s+|(?:just a )?quick (?:one|request|favou?r|question)\s*[-–—:,.]+\s+|happy \p{L}+day\s*[!.,]\s+|sorry to (?:bother|disturb) you[^.!?]{0,30}?(?:[,.]\s+(?:but\s+)?|\s+but\s+)|(?:thanks|thank you) for [^.!?]{0,80}[.!]\s+|(?:one|another) (?:more )?(?:thing|favou?r)\s*[-–—:,.]+\s+)/iu;
/** After these the order follows as it would stand alone. */
const asking = new RegExp(
  `^(?:${[
    "(?:i was (?:just )?wondering|i wonder|i(?:['’]m| am) wondering|it would be (?:so |really |very )?(?:great|nice|good|helpful|lovely|fantastic|wonderful|awesome|amazing)|it['’]d be (?:great|nice|good|helpful|lovely)|i(?:['’]d| would) (?:really )?(?:appreciate it|be (?:very )?grateful|be (?:so )?happy|love it))(?: if| whether) (?:you (?:could|can|would|might)|we could)",
    '(?:is|would) it (?:be )?possible(?: for you)? to',
    '(?:are you|would you be|will you be) able to',
    '(?:is there )?any (?:way|chance)(?: that)? you (?:could|can)',
    'do you think you (?:could|can)',
    "(?:i(?:['’]d| would) (?:like|love)|i need|i want) (?:for )?you to",
    '(?:can|could|may|might) i (?:ask|get|have) you to',
    '(?:can|could|would|will) you (?:be so kind (?:as )?to|do me a favou?r and|help me(?: to)?|go ahead and|quickly|kindly)',
    '(?:please )?(?:do me a favou?r and|be so kind (?:as )?to|go ahead and|kindly|help me(?: to)?)',
  ].join('|')})\\s+(?:please\\s+)?(?=\\p{L})`,
  'iu',
);
const minding = /^(?:would|do) you (?:please )?mind (?:please )?(?<verb>\p{L}+ing)(?![\p{L}])/iu;
const ending = new RegExp(
  `(?:^|[\\s,;.!?–—-]+)(?:${[
    "if (?:that['’]?s|that is|it['’]?s|it is) (?:ok|okay|alright|all right|fine|possible|not too much (?:trouble|to ask))(?: with you)?",
    "if you (?:don['’]t mind|can|could|would)",
    'when(?:ever)? you (?:have|get) (?:a (?:moment|minute|chance|sec|second)|time)',
    '(?:would|will|could|can) you',
    '(?:many )?thanks(?: a (?:lot|million|bunch)| so much| in advance| again| very much)?',
    'thank you(?: so much| very much| in advance| again)?',
    "cheers|much appreciated|i(?:['’]d| would) (?:really )?appreciate (?:it|that)",
  ].join('|')})[\\s.!?,]*$`,
  'iu',
);
/** "… Can you do that for me?", said after the order itself. */
const doThat =
  /(?<=[.!?,])\s*(?:(?:can|could|would|will) you |please )+(?:please )?(?:do|change|update|fix|adjust|correct|sort|arrange|handle|see to|take care of) (?:it|that|this|them)(?: out| accordingly)?(?: for me)?(?:,? (?:please|thanks))?[\s?.!]*$/iu;

const verbs =
  'cancel delete remove drop clear move push postpone delay shift reschedule rename change update make extend shorten schedule book arrange set plan create add put find send email write forward reply respond answer share invite replace swap archive flag mark show tell check give block bring'.split(
    ' ',
  );
/** "cancelling", "canceling" → cancel */
const gerunds: ReadonlyMap<string, string> = new Map(
  verbs.flatMap((verb) =>
    [`${verb}ing`, `${verb}${verb.at(-1)}ing`, `${verb.replace(/e$/u, '')}ing`].map((form) => [form, verb] as const),
  ),
);

/**
 * An order without greetings, thanks and the ways of asking politely: "Hi! Would you mind cancelling my first meeting? Thanks" → "cancel my first
 * meeting". What is quoted, and what stands after "saying" or a colon, stays as it is. Everything that is cut stands at the beginning or the
 * end, so that what is left is what was written.
 */
export function withoutCourtesy(text: string): string {
  let plain = text.trim();
  for (let i = 0; i < 8; i += 1) {
    const rest = begun(plain);
    if (rest === plain || rest.length < 4) break;
    plain = rest;
  }
  for (let i = 0; i < 4; i += 1) {
    const hidden = masked(plain);
    if (ownTextAt(hidden) < hidden.length) break;
    const end = hidden.search(doThat);
    const at = end > 3 ? end : hidden.search(ending);
    if (at <= 3) break;
    plain = plain.slice(0, at).trim();
  }
  return plain;
}

function begun(text: string): string {
  for (const lead of [greeting, pleasantry, asking]) {
    const found = lead.exec(text);
    if (found) return text.slice(found[0].length).trim();
  }
  const found = minding.exec(text);
  const verb = found && gerunds.get(found.groups!.verb!.toLowerCase());
  return verb ? `${verb}${text.slice(found[0].length)}` : text;
}
