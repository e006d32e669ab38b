import { durationAt } from './durations.ts';
import { afterAny, type Got, isWord, low, type Reader, slice, touches } from './reader.ts';
import { roomAt } from './rooms.ts';
import type { Sentence } from './sentence.ts';
import { wordSet } from './words.ts';

type Named = Sentence['people'][number];

const mostPeople = 50;
const longestName = 200;
const mostWords = 6;

/** After these come people, however they are written. */
const leads = [
  'together with',
  'along with',
  'with',
  'w /',
  'inviting',
  'invite',
  'invites',
  'including',
  'cc',
  'optionally',
  'between me and',
  'between us and',
  'between',
];
/** After these come people when they are written with a capital: "meet Megan", "for Megan". */
const properLeads = [
  'meet with',
  'meet',
  'call',
  'see',
  'for',
  'from',
  'plus',
  'add',
  'include',
  'includes',
  'adding',
  'between',
  'is',
  'are',
  'by',
  'ask',
  'talk to',
  'speak to',
];
/** Verbs among them say what to do and stay in the sentence. */
const verbLeads = wordSet('invite invites inviting meet call see add include adding ask is are talk speak');

const mine = wordSet(
  'manager boss team colleague colleagues reports report peers skip lead supervisor assistant group directs department',
);
const groups = wordSet('team teams group department committee board crew squad staff managers leads');
const particles = wordSet('de la le van von der den del della di da dos das du bin ibn al el ten ter zu zur af st');
const joints = wordSet('and & plus or');
const optionalWords = wordSet('optionally optional maybe cc possibly perhaps ideally');
const ourselves = wordSet('me myself us i');

/** Everyday words that are nobody's name, so that "with megan and find a room" ends after megan. */
export const notNames = wordSet(`
  a an the this that these those my your our their his her its some any each every all both no not none everyone everybody
  anyone anybody someone somebody nobody people person others other another them they he she it we you him who whom whoever
  about above after again agenda alone also am an and any are around as at be because been before being below between both but by
  can cannot could day days did do does done down during each either else emails email enough ever few find for from free full
  further get give go going good had has have having hello help here hey hi how however if in into invite is just keep let lets
  like link look looking make many may maybe me meet meeting meetings minute minutes more most move much must need needs new next
  nice nobody now of off ok okay on once one online only onto or organise organize other out over please pls plus possible pm
  possibly preferably put quick quickly re regarding remote remotely required room rooms reserve said same say saying schedule see
  send set share shall short should show since so some soon sometime start starting still such sure take talk teams than thank
  thanks then there time times title titled called named subject to today together tomorrow tonight too two under until up use using
  very video via virtual virtually want wants was week weeks weekend well were what when where whether which while who why will
  wish work works would yes yet zoom three four five six seven eight nine ten hour hours half first last second
  book booking cancel accept decline arrange plan call calls remind reminder tell check calendar available availability busy
  respect regards regard immediate immediately effect details notes slides agenda lunch coffee dinner breakfast buffer break gap
  respond reschedule postpone push shift delete remove reply forward ensure avoid skip them'll doesn't don't isn't can't won't
  there's that's it's let's what's who's i'm we're they're you're they've we've i've i'd we'd hasn't haven't wasn't
  optional optionally cc invites inviting including shorter longer earlier later sooner`);

/** The people that are named from token `i` on; `keep` is where their part of the sentence starts when a verb leads them. */
export function peopleAt(
  reader: Reader,
  i: number,
  isTime: (i: number) => boolean,
): Got<{ people: Named[]; keep: number; proper: boolean }> {
  const plain = afterAny(reader, i, leads);
  const proper = afterAny(reader, i, properLeads);
  const start = plain ?? proper;
  if (start === undefined) return undefined;
  const role = isWord(reader, i, wordSet('cc optionally')) ? 'optional' : 'required';
  const list = listAt(reader, start, plain === undefined, role, isTime);
  if (!list) return undefined;
  if (isWord(reader, i, wordSet('is are')) && !isWord(reader, list.next, wordSet('free available busy')))
    return undefined;
  // The verb stays; the small words go with the names.
  const keep = isWord(reader, i, verbLeads) ? i + 1 : i;
  return { value: { people: list.value, keep, proper: plain === undefined }, next: list.next };
}

function listAt(
  reader: Reader,
  i: number,
  proper: boolean,
  first: Named['role'],
  isTime: (i: number) => boolean,
): Got<Named[]> {
  const people: Named[] = [];
  let role = first;
  let next = i;
  let found = false;
  for (let k = i; people.length < mostPeople; ) {
    k = afterAny(reader, k, [':']) ?? k;
    if (isWord(reader, k, optionalWords)) {
      role = 'optional';
      k = afterAny(reader, k + 1, [':', 'with', 'invite']) ?? k + 1;
    }
    if (isWord(reader, k, ourselves) && !(low(reader, k) === 'i' && reader.tokens[k]!.text !== 'I')) {
      next = k + 1;
    } else {
      const name = nameAt(reader, k, proper, isTime);
      if (!name) break;
      found = true;
      const after = afterAny(reader, name.next, [
        '( optional )',
        ', optional',
        'optional',
        'if possible',
        '( if possible )',
        'if available',
      ]);
      people.push({ name: name.value, role: after === undefined ? role : 'optional' });
      next = after ?? name.next;
    }
    k = jointAt(reader, next);
    if (k === next) break;
  }
  return found ? { value: people, next } : undefined;
}

/** After ", and", ",", "&", "and also", "as well as", "and with". */
function jointAt(reader: Reader, i: number): number {
  let k = i;
  if (low(reader, k) === ',' || low(reader, k) === ';') k += 1;
  if (isWord(reader, k, joints)) k += 1;
  else k = afterAny(reader, k, ['as well as', 'along with', 'together with']) ?? k;
  if (k === i) return i;
  return afterAny(reader, k, ['also', 'with', 'invite']) ?? k;
}

function nameAt(reader: Reader, i: number, proper: boolean, isTime: (i: number) => boolean): Got<string> {
  const token = reader.tokens[i];
  if (!token) return undefined;
  if (token.kind === 'quote') return { value: token.inner!.slice(0, longestName), next: i + 1 };
  if (token.kind === 'address') return { value: token.text.replace(/^['._-]+/u, ''), next: i + 1 };
  if (token.low === '<' || token.low === '(') {
    const address = reader.tokens[i + 1];
    return address?.kind === 'address'
      ? { value: address.text, next: afterAny(reader, i + 2, ['>', ')']) ?? i + 2 }
      : undefined;
  }
  if (token.low === '@' && touches(reader, i)) return wordsAt(reader, i + 1, proper, isTime);
  const own = ownAt(reader, i, proper);
  return own ?? wordsAt(reader, i, proper, isTime);
}

/** "my manager", "my team", "the design team": the directory knows who that is. */
function ownAt(reader: Reader, i: number, proper: boolean): Got<string> {
  if (proper && low(reader, i) !== 'my') return undefined;
  const my = isWord(reader, i, wordSet('my our'));
  if (!my && low(reader, i) !== 'the') return undefined;
  for (let k = i + 1; k < Math.min(i + 5, reader.tokens.length); k += 1) {
    if (reader.tokens[k]!.kind !== 'word') return undefined;
    if (my && low(reader, k) === 'direct' && low(reader, k + 1) === 'reports')
      return { value: slice(reader, i, k + 2), next: k + 2 };
    if ((my ? mine : groups).has(low(reader, k)) && !(low(reader, k) === 'team' && low(reader, k + 1) === 'lead'))
      return { value: slice(reader, my ? i : i + 1, k + 1), next: k + 1 };
    if (groups.has(low(reader, k))) return { value: slice(reader, i, k + 1), next: k + 1 };
    if (notNames.has(low(reader, k))) return undefined;
  }
  return undefined;
}

const isProper = (text: string) => /^[\p{Lu}\p{Lt}\p{Lo}]/u.test(text);

function wordsAt(reader: Reader, i: number, proper: boolean, isTime: (i: number) => boolean): Got<string> {
  const first = reader.tokens[i];
  if (first?.kind !== 'word' || notNames.has(first.low) || (proper && !isProper(first.text))) return undefined;
  const capital = isProper(first.text);
  let next = i;
  for (let words = 0; words < mostWords; words += 1) {
    const token = reader.tokens[next];
    if (token?.kind !== 'word') break;
    const particle = particles.has(token.low);
    if (words > 0 && capital && !isProper(token.text) && !particle) break;
    if (notNames.has(token.low) || (words > 0 && token.low === 'and')) break;
    if (isTime(next) || durationAt(reader, next) || roomAt(reader, next)) break;
    if (words >= 3 && !capital) break;
    next += 1;
    // "Müller-Lüdenscheidt", "J. Doe"
    while (
      low(reader, next) === '-' &&
      touches(reader, next - 1) &&
      touches(reader, next) &&
      reader.tokens[next + 1]?.kind === 'word'
    )
      next += 2;
    if (
      low(reader, next) === '.' &&
      reader.tokens[next - 1]!.text.length === 1 &&
      reader.tokens[next + 1]?.kind === 'word'
    )
      next += 1;
    // "Megan's": the name ends here.
    if (/['’]s$/iu.test(reader.tokens[next - 1]!.text)) break;
  }
  if (next === i) return undefined;
  const address = nameAddress(reader, next);
  if (address) return address;
  const name = slice(reader, i, next)
    .replace(/['’]s$/iu, '')
    .slice(0, longestName);
  return name ? { value: name, next } : undefined;
}

/** "Megan Bowen <megan@contoso.com>": the address says it exactly. */
function nameAddress(reader: Reader, i: number): Got<string> {
  const open = low(reader, i);
  if ((open !== '<' && open !== '(') || reader.tokens[i + 1]?.kind !== 'address') return undefined;
  return { value: reader.tokens[i + 1]!.text, next: afterAny(reader, i + 2, ['>', ')']) ?? i + 2 };
}
