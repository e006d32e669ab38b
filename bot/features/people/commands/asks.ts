/** What can be asked about one person. */
export type Ask = 'who' | 'manager' | 'reports' | 'time' | 'available';

export interface Asked {
  ask: Ask;
  /** As written; 'me' and "my manager" are understood. */
  name: string;
}

/** A name as people write it, at most 80 characters. */
const N = "(?<name>[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}.'’@_ -]{0,79}?)";
/** The same with what belongs to them: "Alex's boss", "my boss". */
const own = "(?:(?<name>[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}.'’@_ -]{0,79}?)['’]s?|(?<mine>my|our))";
const polite =
  '(?:(?:hey|please|can you|could you|tell me|show me|show|find out|do you know|what is|what’s|who is)[, ]+){0,2}';
const local = '(?:the )?(?:local )?time';
const chief = '(?:manager|boss|supervisor|line manager)';
const team = '(?:direct reports|reports|directs|team members)';
const state =
  '(?:available|online|free|busy|away|offline|around|at work|in a meeting|out of office|out of the office|there)';

const patterns: [Ask, string][] = [
  ['manager', `(?:who does|whom does) ${N} (?:report|answer|work) (?:to|for)`],
  ['manager', `(?:who|whom) do (?<mine>i) report to`],
  ['manager', `(?:${polite}|(?:who|what)(?:['’]s| is) )${own} ${chief}`],
  ['manager', `(?:${polite})?(?:who(?:['’]s| is) )?the ${chief} of ${N}`],
  ['reports', `who (?:all )?(?:reports|report|answers|answer|works|work) (?:to|for|under) ${N}`],
  ['reports', `(?:${polite}|who are )${own} ${team}`],
  ['reports', `(?:${polite})?(?:who are )?the ${team} of ${N}`],
  ['time', `what(?:['’]s| is) ${local} (?:is it )?(?:now )?(?:for|of|at|where) ${N}(?: is| lives| works)?(?: now)?`],
  ['time', `what ${local} is it (?:right now |now )?(?:for|at|where) ${N}(?: is| lives| works)?(?: now)?`],
  [
    'time',
    `(?:${polite}|what are )${own} (?:local time|time|time zone|timezone|working hours|office hours|work hours)(?: now)?`,
  ],
  ['time', `when does ${N} (?:work|start work|start working|stop working)`],
  ['available', `is ${N} ${state}(?: now| right now| at the moment| today)?`],
  ['available', `(?:${polite})?(?:how is |what(?:['’]s| is) )?${own} (?:presence|status|availability)(?: now)?`],
  ['who', `who(?:['’]s| is| was) ${N}`],
  ['who', `(?:tell me |what do you know )about (?:the person |my colleague )?${N}`],
  [
    'who',
    `(?:find|look up|show|show me|get) (?:the )?(?:contact|contact details|contact card|details|profile|card|phone number|email|e-mail|email address) (?:of|for) ${N}`,
  ],
  ['who', `(?:look up|lookup|search for) (?:colleague |person )?${N}`],
  [
    'who',
    `(?:find|show me|show|get) ${own} (?:contact|contact details|contact card|details|profile|card|email|e-mail|email address|office|department|job title|title|role)`,
  ],
  [
    'who',
    `what(?:['’]s| is) ${own} (?:contact|contact details|email|e-mail|email address|office|department|job title|title|role|job)`,
  ],
  ['who', `what does ${N} do`],
  ['who', `where does ${N} (?:sit|work)`],
  [
    'who',
    `(?:find|look for) (?:colleague|person|somebody called|someone called|a person called|people called|people named|somebody named|someone named) ${N}`,
  ],
];

const compiled = patterns.map(
  ([ask, source]) => [ask, new RegExp(`^(?:aide[, ]+|please |hey )?${source}(?:,? please)?[ ?!.]*$`, 'iu')] as const,
);

/** First words of what is not about one colleague: "who is free", "who is in the meeting", "who is next". */
const nobody = new Set(
  `a all an and any anybody anyone at attending available away busy calling coming everybody everyone for free from going here i in invited it
  joining my next nobody on online organising organizing our out some somebody someone that the there they this to today tomorrow waiting we what
  when where who with you your meeting`.split(/\s+/),
);
const manager = /^(?:my|our) (?:manager|boss|line manager)$/iu;

/** @param text white space folded */
export function askedOf(text: string): Asked | undefined {
  // Longer than any such question.
  if (text.length > 200) return undefined;
  for (const [ask, pattern] of compiled) {
    const groups = pattern.exec(text)?.groups;
    if (!groups) continue;
    const name = groups.mine ? 'me' : (groups.name ?? '').trim();
    if (manager.test(name) || isName(name)) return { ask, name };
  }
  return undefined;
}

function isName(name: string): boolean {
  if (/^(?:me|myself)$/iu.test(name)) return true;
  const words = name.toLowerCase().split(/\s+/);
  return words.length <= 6 && !words.some((word) => nobody.has(word));
}

export const isManager = (name: string): boolean => manager.test(name);

const department = `(?<name>[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}&.'’ -]{0,79}?)`;
const departments = [
  `(?:find|show|show me|list|who are|look up|get)(?: me)? (?:all |the |all the )*(?:people|colleagues|everybody|everyone|employees|members|somebody|someone) (?:in|from|of|at|who works? in) (?:the )?${department}(?: department| team)?`,
  `who (?:works|work|is working|all works) in (?:the )?${department}(?: department| team)?`,
  `who(?:['’]s| is| are) (?:in|from) (?:the )?${department} (?:department|team)`,
].map((source) => new RegExp(`^(?:aide[, ]+|please |hey )?${source}(?:,? please)?[ ?!.]*$`, 'iu'));

/** What is not a department: "who works in the office today". */
const noDepartment = /\b(?:meeting|call|chat|channel|team|file|list|calendar|office|today|tomorrow|now|this|my)\b/iu;

/** "find people in Marketing" → Marketing */
export function departmentOf(text: string): string | undefined {
  if (text.length > 200) return undefined;
  for (const pattern of departments) {
    const name = pattern.exec(text)?.groups?.name?.trim();
    if (name && !noDepartment.test(name)) return name;
  }
  return undefined;
}
