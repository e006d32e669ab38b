import { says } from '../../../chat/words.ts';
import { nameWritten, type Slots, slotsIn } from '../../../language/frames.ts';
import { orderIn, readLike } from '../../../language/orders.ts';
import { masked } from '../../../language/quotes.ts';
import type { Sentence } from '../../../language/sentence.ts';
import type { Command } from '../../chat.ts';
import type { Change } from '../change.ts';
import { peopleScopes, readScopes } from '../scopes.ts';
import { swapMeetings } from '../swap.ts';
import { type ChangeRequest, run } from './change.ts';
import type { Which } from './find-meeting.ts';
import { whichOf, whichOfOrder } from './which.ts';
import { meetingNoun } from './words.ts';

const change = 'change|update|set(?!\\s+up)|edit|modify|alter|switch';

const renameFrames = [
  'rename|retitle {meeting} to|as|into {title}',
  `${change} [the] name|title|subject|subject_line of|for|on {meeting} to|as|into {title}`,
  `${change} [the] meeting|event|appointment name|title|subject of|for|on {meeting} to|as|into {title}`,
  `${change} {meeting} name|title|subject to|as|into {title}`,
  'give {meeting} the_name|the_title|a_new_name,|the_new_name|the_new_title {title}',
  '{meeting} should|must|needs_to be called|named|titled|renamed_to {title}',
];

/** A part of a sentence that names meetings, read by itself. */
const isMeeting = (part: Sentence) => says(part, meetingNoun) || says(part, 'first|last|next');

function readRename(sentence: Sentence): { which: Which; change: Change } | undefined {
  const found = orderIn(sentence, `rename|retitle|${change}|give|should|must|needs to|call|name`);
  if (!found) return undefined;
  const { order, context } = found;
  const slots = slotsIn(order.text, renameFrames) ?? calling(order.text) ?? renaming(order.text, context);
  if (!slots) return undefined;
  const meeting = readLike(sentence, slots.meeting!.replace(/['’]s$/u, ''));
  const subject = nameWritten(slots.title!).slice(0, 255);
  const isIt = context !== undefined && /^(?:it|this|that)$/iu.test(slots.meeting!) && isMeeting(context);
  if (!subject || !(isIt || isMeeting(meeting))) return undefined;
  const which = isIt ? whichOfOrder({ order: meeting, context }) : whichOf(meeting);
  return { which, change: { kind: 'rename', subject } };
}

/** "call my next meeting 'Launch'": only what is quoted shows where the name begins. */
function calling(text: string): Slots | undefined {
  const found =
    /^(?:(?:please|can you|could you|and|then)\s+)*(?:call|name)\s+(?<meeting>\S.{2,200}?)\s+(?=["“„«'‘]\uE000+\S[\s.!?]*$)/iu.exec(
      masked(text),
    );
  return found ? { meeting: found.groups!.meeting!, title: text.slice(found.index + found[0].length) } : undefined;
}

/** "The last event on Friday has the wrong name. Change it to Wrap-up" */
function renaming(text: string, context: Sentence | undefined): Slots | undefined {
  const isName =
    context !== undefined && /(?<![\p{L}])(?:names?|titles?|called|named|titled)(?![\p{L}])/iu.test(context.text);
  return isName ? slotsIn(text, [`${change} {meeting} to|into {title}`]) : undefined;
}

export const renameCommand: Command<ChangeRequest> = {
  name: 'schedule.rename',
  title: 'Rename a meeting',
  examples: [
    'rename the last event on Friday to Budget review',
    'change the name of my next meeting with Alex to Launch',
  ],
  scopes: readScopes,
  read(sentence) {
    const read = readRename(sentence);
    // Whatever stands in the name, it is a name: nothing in it is a time or a question.
    return read && { score: 0.98, settled: true, request: { ...read, sentence: sentence.text } };
  },
  run,
};

const lengthVerbs = `make|extend|lengthen|prolong|shorten|cut|trim|reduce|add|take|should|must|has to|only needs?|needs?|${change}`;

export const lengthCommand: Command<ChangeRequest> = {
  name: 'schedule.length',
  title: 'Make a meeting longer or shorter',
  examples: ['make my next meeting with Alex an hour long', 'extend the budget meeting by 15 minutes'],
  scopes: readScopes,
  read(sentence) {
    const found = orderIn(sentence, lengthVerbs);
    if (!found) return undefined;
    const { order } = found;
    const { duration, text, marks } = order;
    const mark = marks.find(({ kind }) => kind === 'duration');
    const adds =
      mark !== undefined &&
      /(?<![\p{L}])add\s+(?:another\s+)?$/iu.test(text.slice(0, mark.from)) &&
      /^\s+(?:more\s+)?(?:to|onto)\s/iu.test(text.slice(mark.to));
    const takes = mark !== undefined && /(?<![\p{L}])take\s+$/iu.test(text.slice(0, mark.from));
    const grows = adds || says(order, 'longer|extend|lengthen|prolong');
    const shrinks = takes || says(order, 'shorter|shorten|cut|trim|reduce');
    const needs =
      mark !== undefined && / (?:be|last|take|run for)(?: only| just)?\s+$/iu.test(text.slice(0, mark.from));
    const about = needs || says(order, 'length|duration|last|run') || /\blong\b/iu.test(text);
    if (!mark || duration === undefined || !(grows || shrinks || about) || !says(order, meetingNoun)) return undefined;
    const isTotal = /(?:^|\s)to\s+(?:last\s+)?$/iu.test(text.slice(0, mark.from)) || (!grows && !shrinks);
    const minutes = Math.round(duration);
    const wanted: Change = { kind: 'length', ...(isTotal ? { minutes } : { by: shrinks ? -minutes : minutes }) };
    return { score: 0.97, request: { which: whichOfOrder(found), change: wanted, sentence: sentence.text } };
  },
  run,
};

const peopleFrames = [
  'replace|swap|exchange {out} with|for|by {in} in|on|at|from|for {meeting}',
  `${change} [the] participants?|attendees?|guests?|invitees?|person|people of|for|in|on|at {meeting} to {only}`,
  `${change} {meeting} participants?|attendees?|guests? to {only}`,
  `${change} {meeting} to [be] with {only}`,
  'add|invite|include|bring|put|loop {in} to|in|into|on|in_on {meeting}',
  'remove|uninvite|disinvite|drop|take|kick|exclude|delete {out} from|off|out_of {meeting}',
];

const listOf = (text: string | undefined): string[] =>
  (text ?? '')
    .replace(/,?\s+instead[\s.!?]*$/iu, '')
    .split(/\s*(?:,\s*(?:and\s+)?|\s+and\s+|\s*&\s*)/iu)
    .map(nameWritten)
    .filter((name) => name !== '' && name.length <= 200);

export const attendeesCommand: Command<ChangeRequest> = {
  name: 'schedule.attendees',
  title: 'Invite somebody to a meeting, or take them off',
  examples: ['add Alex to the budget meeting', 'remove Alex from my next meeting with Megan'],
  scopes: peopleScopes,
  read(sentence) {
    const found = orderIn(
      sentence,
      `add|invite|include|replace|swap|exchange|remove|uninvite|drop|take|loop|put|kick|exclude|delete|${change}`,
    );
    const slots = found && slotsIn(found.order.text, peopleFrames);
    if (!slots) return undefined;
    const meeting = readLike(sentence, slots.meeting!);
    const [add, remove] = [listOf(slots.in ?? slots.only), listOf(slots.out)];
    // "Remove all meetings from my calendar" takes nobody off anything.
    const people = [...add, ...remove];
    const isPerson = (name: string) => {
      const read = readLike(sentence, name);
      return read.duration === undefined && !says(read, `${meetingNoun}|all|everything|it`);
    };
    if (people.length === 0 || !people.every(isPerson)) return undefined;
    // "Add Nia to the launch" may be about a team, a list or a file: then it is theirs.
    const sure = says(meeting, meetingNoun) || says(found.order, 'participants?|attendees?|invitees?');
    const which = whichOf(meeting);
    // "Replace Nia with Carlos in all future meetings": those with Nia, also where they are called hers.
    const isAll = which.selection?.pick === 'all';
    const about = isAll && remove.length > 0 ? { people: [...new Set([...which.people, ...remove])] } : {};
    // "Change all meetings with Nia to be with Carlos": he takes her place, and whoever else comes stays.
    const instead = isAll && slots.only !== undefined && which.people.length > 0 && says(found.order, 'be|with');
    const wanted: Change = {
      kind: 'people',
      add,
      remove: instead ? which.people : remove,
      only: slots.only !== undefined && !instead,
    };
    return {
      score: sure ? 0.97 : 0.6,
      request: { which: { ...which, ...about }, change: wanted, sentence: sentence.text },
    };
  },
  run,
};

interface SwapRequest {
  first: Which;
  second: Which;
  sentence: string;
}

const swapFrames = ['swap|switch|exchange [the_times_of] {first} and|with {second}'];

export const swapCommand: Command<SwapRequest> = {
  name: 'schedule.swap',
  title: 'Let two meetings change places',
  examples: ['swap my meetings with Alex and Megan tomorrow', 'swap the budget meeting with the launch meeting'],
  scopes: readScopes,
  read(sentence) {
    const found = orderIn(sentence, 'swap|switch|exchange');
    if (!found || !says(found.order, meetingNoun)) return undefined;
    const { order } = found;
    const { people } = order;
    const whole = whichOf(order);
    const { selection: _, ...shared } = whole;
    // "My meetings with Alex and Megan": one with each.
    if (people.length === 2 && says(order, 'meetings|calls|appointments|events')) {
      const [first, second] = people.map(({ name }) => ({ ...shared, people: [name] }));
      return { score: 0.97, request: { first: first!, second: second!, sentence: sentence.text } };
    }
    const slots = slotsIn(order.text, swapFrames);
    if (!slots) return undefined;
    const [first, second] = [slots.first!, slots.second!].map((part) => whichOf(readLike(sentence, part)));
    const window = first!.window ?? second!.window;
    const both = window ? { window } : {};
    return {
      score: 0.97,
      request: { first: { ...both, ...first! }, second: { ...both, ...second! }, sentence: sentence.text },
    };
  },
  run: (ctx, { first, second, sentence }) => swapMeetings(ctx, first, second, sentence),
};
