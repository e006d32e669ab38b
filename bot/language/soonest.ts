import { clockBoundAt, settle } from './clock.ts';
import { timeText } from './parts.ts';
import { afterAny, type Got, isWord, low, type Reader } from './reader.ts';
import { wordSet } from './words.ts';

const places = ['in', 'at', 'on', 'for', 'during', 'into'];
const owners = wordSet('my our the a their');
const soonest = wordSet('first next earliest soonest');
const open = wordSet('free available open empty possible common');
const times = wordSet('slot time gap opening opportunity moment window availability spot');
const whenFree = [
  "i'm free",
  'i am free',
  "i'm available",
  'i am available',
  "we're free",
  'we are free',
  "we're all free",
  'we are all free',
  "we're both free",
  'we are both free',
  'everybody is free',
  'everyone is free',
  'that works for everybody',
  'that works for everyone',
  'that suits everybody',
  'that suits everyone',
  'in my calendar',
  'on my calendar',
];

const whenNext = ['when', 'whenever', 'as soon as', 'at the next time', 'the next time'].flatMap((when) =>
  ["i'm", 'i am', "we're", 'we are'].flatMap((who) =>
    [
      'next free',
      'first free',
      'next available',
      'first available',
      ...(when === 'when' ? [] : ['free', 'available']),
    ].map((free) => `${when} ${who} ${free}`),
  ),
);

/** "in my first free slot", "at the earliest time I'm free". */
export function soonestAt(reader: Reader, i: number): Got<true> {
  const next = afterAny(reader, i, whenNext);
  if (next !== undefined) return { value: true, next };
  let k = afterAny(reader, i, places) ?? i;
  if (owners.has(low(reader, k))) k += 1;
  if (!soonest.has(low(reader, k))) return undefined;
  k += 1;
  const isOpen = open.has(low(reader, k));
  if (isOpen) k += 1;
  if (!times.has(low(reader, k))) return undefined;
  k += 1;
  const that = afterAny(reader, k, ['that', 'when', 'where']) ?? k;
  const free = afterAny(reader, that, whenFree);
  // "The first time" may be another story; "the earliest time" is this one.
  if (!isOpen && free === undefined && low(reader, k - 1) === 'time' && low(reader, k - 2) !== 'earliest')
    return undefined;
  return { value: true, next: free ?? k };
}

const leads = wordSet('not never nothing nor');
const fillers = wordSet(
  'to start starts starting begin begins beginning schedule scheduled it the this that meeting event call be is run end ends ending finish go any me on earlier later than',
);
const sides = ['make sure', 'ensure', 'be sure', 'please make sure', 'please'];

/** Hours of the day, HH:mm. */
export interface Hours {
  from?: string;
  to?: string;
}

/** "make sure not to start before 9am or end after 6pm": the hours that are left. */
export function hoursLeftAt(reader: Reader, i: number): Got<Hours> {
  let k = afterAny(reader, i, sides) ?? i;
  while (isWord(reader, k, fillers) && k < i + 8) k += 1;
  if (!leads.has(low(reader, k)) && !/^(?:don|doesn|shouldn|can)['’]?t$/u.test(low(reader, k))) return undefined;
  const first = boundAt(reader, k + 1);
  if (!first) return undefined;
  const joint = afterAny(reader, first.next, [', or', ', and', 'or', 'and', 'nor', ',']);
  const not = joint === undefined ? undefined : leads.has(low(reader, joint)) ? joint + 1 : joint;
  const second = not === undefined ? undefined : boundAt(reader, not);
  return { value: { ...first.value, ...second?.value }, next: second?.next ?? first.next };
}

/** What must not be before nine is from nine on. */
function boundAt(reader: Reader, i: number): Got<Hours> {
  let k = i;
  while (isWord(reader, k, fillers) && k < i + 8) k += 1;
  const bound = clockBoundAt(reader, k);
  if (!bound) return undefined;
  const time = timeText(settle(bound.value.at, undefined).minute);
  return { value: bound.value.side === 'before' ? { from: time } : { to: time }, next: bound.next };
}
