import assert from 'node:assert/strict';
import { type Bits, emptyBits, setStretch } from '@aide/contracts/schedule/bits';
import {
  type Candidate,
  type Compromise,
  findCompromises,
  findSlots,
  type SlotSearch,
} from '@aide/contracts/schedule/slots';
import { createRandom, type Random } from '../../sandbox/tenant/seed/random.ts';
import { naiveSlots } from '../bot/features/schedule/naive-slots.ts';
import { atLeast, median, type Row } from './row.ts';
import type { Size } from './size.ts';

const cellsPerDay = 96;

/**
 * The slot search against one that looks at every cell of everybody for every start. Both have to find the same. The reference
 * counts conflicts whatever it is asked for, so the last row is the one in which both do the same work.
 */
export function measureSlots({ slots: { people, days, repeats } }: Size): Row[] {
  const everybody = office(people, days, people);
  const some = office(people, days, Math.ceil(people / 10));
  const about = `${people} people × ${days} days × 15 min`;
  const free = compare(everybody, repeats, freeTimes);
  return [
    { what: `Slots: free for all, ${about}`, ...free, aim: atLeast(free.ratio, 100) },
    { what: 'Slots: the same with nine tenths of them optional', ...compare(some, repeats, freeTimes) },
    { what: 'Slots: the conflicts of every time', ...compare(some, repeats, allTimes) },
  ];
}

interface Kind {
  run(search: SlotSearch): Candidate[];
  /** What of the reference's answer this kind has to find. */
  holds(time: Compromise): boolean;
}

const freeTimes: Kind = { run: findSlots, holds: (c) => c.requiredBusy === 0 && c.room !== undefined };
const allTimes: Kind = { run: findCompromises, holds: () => true };

function compare(search: SlotSearch, repeats: number, { run, holds }: Kind) {
  const naive: number[] = [];
  const fast: number[] = [];
  // The first round is for the compiler.
  for (let i = 0; i <= repeats; i++) {
    const [expected, naiveTime] = timed(() => naiveSlots(search), 2);
    const [found, fastTime] = timed(() => run(search), 30);
    assert.ok(found.length > 0);
    assert.deepEqual(found.map(facts), expected.filter(holds).map(facts));
    if (i === 0) continue;
    naive.push(naiveTime);
    fast.push(fastTime);
  }
  const [measured, baseline] = [median(fast), median(naive)];
  return { measured, baseline, unit: 'ms', ratio: baseline / measured };
}

const facts = ({ cell, optionalBusy, room }: Candidate) => [cell, optionalBusy, room];

/** Everybody's calendars: nights off, some meetings a day. The first `must` have to come; five rooms. */
function office(people: number, days: number, must: number): SlotSearch {
  const random = createRandom(20);
  const cells = days * cellsPerDay;
  const calendars = Array.from({ length: people }, () => calendar(random, days));
  const all = setStretch(emptyBits(cells), 0, cells);
  return {
    cells,
    length: 2,
    buffer: 0,
    required: calendars.slice(0, must),
    optional: calendars.slice(must),
    rooms: Array.from({ length: 5 }, () => calendar(random, days)),
    allowed: all,
    starts: all,
  };
}

function calendar(random: Random, days: number): Bits {
  const bits = emptyBits(days * cellsPerDay);
  for (let day = 0; day < days; day++) {
    const at = (hour: number) => day * cellsPerDay + hour * 4;
    setStretch(bits, at(0), at(random.between(6, 8)));
    setStretch(bits, at(random.between(20, 22)), at(24));
    for (let meetings = random.between(0, 4); meetings > 0; meetings--) {
      const from = at(random.between(9, 16)) + random.between(0, 3);
      setStretch(bits, from, from + random.pick([2, 2, 3, 4, 6]));
    }
  }
  return bits;
}

/** @param times a single run can be too short for the clock */
function timed<T>(run: () => T, times: number): [T, milliseconds: number] {
  let result = run();
  const begun = performance.now();
  for (let i = 0; i < times; i++) result = run();
  return [result, (performance.now() - begun) / times];
}
