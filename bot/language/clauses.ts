import { masked, ownTextAt } from './quotes.ts';

/** Something that shall be done if something else is so. Everything as written. */
export interface Conditional {
  /** What was said before: "I haven't met with Nia in a while." */
  context: string;
  /** What has to be so: "I haven't met with Nia in the past 2 days". */
  condition: string;
  /** It is to be done when that is not so: "unless", "if not". */
  negated: boolean;
  command: string;
  /** To be done in the other case. */
  otherwise?: string;
  /** The word itself makes it a condition, whatever follows: "if", "unless"; not so "when". */
  certain: boolean;
}

interface Passage {
  from: number;
  to: number;
}

// Not after "a.m.", "e.g." or an initial.
const boundary =
  /(?<![ap]\.m)(?<!\b(?:mr|mrs|ms|dr|vs|e\.g|i\.e))(?<!(?:^|[\s.])\p{L})[.?!]+(?=\s|$)|\n+|[,;]?\s+(?:(?:and|but)\s+)?(?=(?:if|when) (?:so|not)(?:[\s,]|$))|[,;.]\s*(?:(?:or|and|but)\s+)?(?=(?:otherwise|or else)(?:[\s,]|$))/giu;

/** The sentences of a text; "…, if not, …" and "…, otherwise …" begin one of their own. */
function passagesOf(hidden: string): Passage[] {
  const passages: Passage[] = [];
  let from = 0;
  const add = (to: number) => {
    if (hidden.slice(from, to).trim()) passages.push({ from, to });
  };
  const end = ownTextAt(hidden);
  for (const found of hidden.slice(0, end).matchAll(boundary)) {
    const isMark = /^[.?!]/u.test(found[0]);
    add(found.index + (isMark ? found[0].length : 0));
    from = found.index + found[0].length;
  }
  add(hidden.length);
  return passages;
}

const politely = String.raw`(?:(?:and|so|ok|okay|please|hey|hi|hello|aide|also|then|but|well)[\s,]+)*`;
const verdict = new RegExp(
  String.raw`^${politely}(?:(?<yes>if so|when so|if yes|if that['’]?s (?:the case|so|true|right|correct|indeed so)|if that is (?:the case|so|true|right|correct)|if (?:true|correct)(?=[,;])|in that case|if (?:it is|it has|it does|they have|they did|they do|i have|i did|i do|i am|there is|there are|he has|he did|she has|she did|(?:it|that)['’]s been)(?=[,;]))|(?<no>if not|when not|if no|otherwise|or else|if (?:i|they|he|she|there|it|that) (?:haven['’]t|hasn['’]t|didn['’]t|don['’]t|doesn['’]t|isn['’]t|aren['’]t|has not|have not|did not|do not|is not|are not|am not)(?=[,;])))\s*[,;:]?\s*(?:then\s+)?(?<command>.*)$`,
  'isu',
);
const leading = new RegExp(
  String.raw`^${politely}(?<word>if|unless|in case|provided(?: that)?|assuming(?: that)?|as long as|should|when(?! (?:did|was|were|is|are|do|does|have|has|will|am)(?![\p{L}]))|whenever|only if)\s+(?<rest>\S.*)$`,
  'isu',
);
/** What is no condition, but a manner of speaking; and what asks for no more than a good time. */
const manners =
  /^(?:possible|you (?:can|could|would|don['’]t mind|may)|that['’]?s (?:ok|okay|fine|possible)|it['’]?s (?:ok|okay|possible)|available|i(?:['’]m| am) (?:next|first) (?:free|available)|needed|necessary|appropriate|not too|at all possible|there['’]?s (?:a )?room|need be|it (?:works|suits)|everyone|everybody)(?![\p{L}])/iu;
const asking =
  /(?<![\p{L}])(?:check|checks|see|ask|asks|asking|know|wonder|find out|verify|tell (?:me|us|him|her|them|\p{Lu}\p{L}+)|confirm|hear|decide|sure|question|discuss|reply|even|as|what|only)$/iu;

/** Words that an order begins with: where a comma is missing, the order begins at one of them. */
const orders =
  'then|please|can you|could you|will you|would you|send|schedule|book|e-?mail|set up|create|arrange|plan|organi[sz]e|forward|reply|respond|answer|cancel|delete|remove|add|post|remind|rename|push|delay|extend|shorten|replace|let|tell|move|reschedule|find|make|tell|message|write|put|block|share|invite|draft|drop|flag|archive|mark|accept|decline|give|inform|notify';
const beginsOrder = new RegExp(String.raw`\s+(?=(?:${orders})(?![\p{L}]))`, 'giu');
const mostCuts = 24;

/** The ways in which a text can be read as a condition and what shall be done then, the likeliest first. Pure and bounded. */
export function* conditionalsIn(text: string): Generator<Conditional> {
  const hidden = masked(text);
  const passages = passagesOf(hidden);
  const first = passages.findIndex(({ from, to }, i) => {
    const part = hidden.slice(from, to).trim();
    return leading.test(part) || (i > 0 && verdict.test(part));
  });
  if (first < 0) {
    if (passages.length === 1) yield* trailing(text, hidden);
    return;
  }
  const words = (from: number, to: number) => text.slice(from, to).trim();
  const end = text.length;
  const { from, to } = passages[first]!;
  const said = placed(verdict, hidden, from, to);
  if (said && first > 0) {
    const asked = passages[first - 1]!;
    const rest = after(text, hidden, passages, first, said.at('command'));
    yield {
      context: words(0, asked.from),
      condition: words(asked.from, asked.to),
      negated: said.group('no') !== undefined,
      ...rest,
      certain: true,
    };
    return;
  }
  const lead = placed(leading, hidden, from, to);
  if (!lead || manners.test(hidden.slice(lead.at('rest'), to))) {
    if (passages.length === 1) yield* trailing(text, hidden);
    return;
  }
  const word = lead.group('word')!.toLowerCase();
  const start = lead.at('rest');
  const shared = {
    context: words(0, from),
    negated: word === 'unless',
    certain: !/^(?:when|whenever|should|in case)$/u.test(word),
  };
  // The command may go on in the sentences that follow, until another case is told.
  const passage = hidden.slice(start, to);
  const commas = [...passage.matchAll(/[,;:]\s+(?:then\s+)?|\s+then\s+/giu)];
  const verbs = [...passage.matchAll(beginsOrder)];
  for (const cut of [...commas, ...verbs].slice(0, mostCuts)) {
    const at = start + cut.index;
    const rest = after(text, hidden, passages, first, at + cut[0].length);
    if (rest.command) yield { ...shared, condition: words(start, at), ...rest };
  }
  // "If I haven't met with Nia this week. Send her an email …"
  if (passages[first + 1])
    yield { ...shared, condition: words(start, to), ...after(text, hidden, passages, first, to, end) };
}

/** The command from here on, to the end or to the passage that tells the other case. */
function after(text: string, hidden: string, passages: Passage[], first: number, start: number, limit = text.length) {
  const other = passages.findIndex(
    ({ from, to }, i) => i > first && from >= start && verdict.test(hidden.slice(from, to).trim()),
  );
  if (other < 0) return { command: tidy(text.slice(start, limit)) };
  const { from, to } = passages[other]!;
  const said = placed(verdict, hidden, from, to)!;
  return { command: tidy(text.slice(start, from)), otherwise: tidy(text.slice(said.at('command'))) };
}

/** "send Nia an email … unless she has emailed me this week" */
function* trailing(text: string, hidden: string): Generator<Conditional> {
  const own = ownTextAt(hidden);
  const found = [
    ...hidden.slice(0, own).matchAll(/,?\s+(?:but\s+)?(?<word>only if|if|unless|provided that|as long as)\s+(?=\S)/giu),
  ];
  for (const joint of found.reverse().slice(0, 4)) {
    const command = text.slice(0, joint.index).trim();
    const start = joint.index + joint[0].length;
    const condition = tidy(text.slice(start));
    if (!command || asking.test(command) || manners.test(condition)) continue;
    const negated = /^unless$/iu.test(joint.groups!.word!);
    yield { context: '', condition, negated, command: tidy(command), certain: false };
  }
}

const tidy = (text: string) =>
  text
    .trim()
    .replace(/^[,;:]\s*/u, '')
    .replace(/[\s,;]+$/u, '')
    .trim();

/** A match on a passage, with the places of its groups in the whole text; `pattern` has to match up to the end. */
function placed(pattern: RegExp, hidden: string, from: number, to: number) {
  const part = hidden.slice(from, to);
  const lead = part.length - part.trimStart().length;
  const found = pattern.exec(part.trim());
  if (!found) return undefined;
  return {
    group: (name: string) => found.groups?.[name],
    /** Groups at the end of the pattern: each runs to the end of the passage. */
    at: (name: string) => from + lead + found[0].length - (found.groups?.[name] ?? '').length,
  };
}

/** Two orders in one text. */
export interface Sequence {
  first: string;
  second: string;
  /** 'then': the words say that there are two; 'and': one order may have an "and" in it as well. */
  joint: 'then' | 'and' | 'sentence';
}

const joints = new RegExp(
  String.raw`(?<then>[,;.]?\s+(?:and\s+)?(?:then|after that|afterwards)[\s,]+|[,;.]\s+(?:also|and also)[\s,]+|\s+and also\s+)|(?<sentence>[.?!;]+\s+|,?\s+so\s+(?:please\s+)?(?=(?:can you|could you|will you|would you|${orders})(?![\p{L}]))|,\s+(?=(?:can|could|will|would) you\s))|(?<and>,?\s+and\s+(?:please\s+)?(?=(?:${orders})(?![\p{L}])))`,
  'giu',
);

/** The ways in which a text can be read as two orders, the first cut first. */
export function* sequencesIn(text: string): Generator<Sequence> {
  const hidden = masked(text);
  const own = ownTextAt(hidden);
  for (const found of [...hidden.slice(0, own).matchAll(joints)].slice(0, 8)) {
    const first = text.slice(0, found.index).trim();
    const second = text.slice(found.index + found[0].length).trim();
    const { then, and } = found.groups!;
    if (first && second) yield { first, second, joint: then ? 'then' : and ? 'and' : 'sentence' };
  }
}
