import assert from 'node:assert/strict';
import { DateTime } from 'luxon';
import { features } from '../../../../bot/features/index.ts';
import { createRegistry } from '../../../../bot/features/registry.ts';
import { schedule } from '../../../../bot/features/schedule/index.ts';
import { readSentence } from '../../../../bot/language/read.ts';

/** A Thursday, at night. */
const now = DateTime.fromISO('2023-11-30T00:00:00', { zone: 'UTC' });
const { commands } = createRegistry(features);

function best(text: string) {
  const sentence = readSentence(text, { now, locale: 'en-US' });
  const all = commands.flatMap((command) => {
    const found = command.read(sentence);
    return found ? [{ name: command.name, ...found }] : [];
  });
  return all.sort((a, b) => b.score - a.score)[0];
}

type Asked = {
  which?: {
    window?: { start: string; end: string };
    people: string[];
    topic: string[];
    selection?: { pick: string; count: number; skip?: number; future: boolean };
    except?: NonNullable<Asked['which']>[];
  };
  change?: Record<string, unknown>;
  [more: string]: unknown;
};

/** What was understood, in one line: the command, which meetings, and what becomes of them. */
function told(text: string): string {
  const found = best(text);
  if (!found) return 'nothing';
  const { which, change } = found.request as Asked;
  if (!which) return found.name;
  const { window, people, topic, selection } = which;
  const time = (iso: string) => DateTime.fromISO(iso, { zone: 'UTC' }).toFormat('d LLL HH:mm');
  const {
    kind: _,
    to,
    ...rest
  } = (change ?? {}) as { kind: string; to?: { wish?: string; window: { start: string } } };
  return [
    found.name,
    selection && selection.pick !== 'one'
      ? `${selection.pick}${selection.count > 1 && selection.pick !== 'all' ? ` ${selection.count}` : ''}${selection.skip ? ` +${selection.skip}` : ''}${selection.future ? ' future' : ''}`
      : '',
    people.length > 0 ? `with ${people.join('+')}` : '',
    topic.length > 0 ? `about ${topic.join(' ')}` : '',
    window ? `${time(window.start)} to ${time(window.end)}` : '',
    to ? `→ ${time(to.wish ?? to.window.start)}` : '',
    Object.keys(rest).length > 0 ? JSON.stringify(rest) : '',
  ]
    .filter(Boolean)
    .join(' | ');
}

const sentences: Record<string, string> = {
  // Which ones
  // Lengths beside a date, people of many
  'Make the last event on December 8 30 minutes longer':
    'schedule.length | last | 8 Dec 00:00 to 9 Dec 00:00 | {"by":30}',
  'make my next meeting with kofi shorter by 15 minutes': 'schedule.length | next | with kofi | {"by":-15}',
  'extend my next meeting with kofi to an hour': 'schedule.length | next | with kofi | {"minutes":60}',
  'my next meeting with Raj needs to be pushed back by 45 minutes': 'schedule.reschedule | next | with Raj | {"by":45}',
  "carlos is taking over all of nia's meetings. Replace nia with carlos in all future meetings":
    'schedule.attendees | all future | with nia | {"add":["carlos"],"remove":["nia"],"only":false}',
  'swap nia for carlos in the strategic planning meetings':
    'schedule.attendees | all | with nia | about strategic planning | {"add":["carlos"],"remove":["nia"],"only":false}',
  'cancel my next meeting with Raj': 'schedule.cancel | next | with Raj',
  'Please cancel the first meeting with raj.': 'schedule.cancel | first | with raj',
  'drop my last call with Raj': 'schedule.cancel | last | with Raj',
  'cancel my next two meetings with Raj': 'schedule.cancel | next 2 | with Raj',
  'cancel my next 2 meetings with Raj': 'schedule.cancel | next 2 | with Raj',
  'cancel the next sync up meeting': 'schedule.cancel | next',
  'Cancel all future meetings with raj': 'schedule.cancel | all future | with raj',
  'call off every upcoming meeting with Raj': 'schedule.cancel | all future | with Raj',
  'cancel all meetings with Raj and Nia next week':
    'schedule.cancel | all | with Raj+Nia | 4 Dec 00:00 to 11 Dec 00:00',
  'cancel my meetings on Friday before 11': 'schedule.cancel | all | 1 Dec 00:00 to 1 Dec 11:00',
  'cancel my meetings on Friday after 2': 'schedule.cancel | all | 1 Dec 14:00 to 2 Dec 00:00',
  'cancel everything tomorrow afternoon': 'schedule.cancel | all | 1 Dec 12:00 to 1 Dec 18:00',
  'Can you clear my afternoon tomorrow?': 'schedule.cancel | all | 1 Dec 12:00 to 1 Dec 18:00',
  'Delete all the future Health & Wellness Expo meetings': 'schedule.cancel | all future | about health wellness expo',
  // What was said before
  'carlos is leaving the company. Can you cancel all future meetings with them?':
    'schedule.cancel | all future | with carlos',
  'Raj is ill. Cancel my meetings with him tomorrow, please.':
    'schedule.cancel | all | with Raj | 1 Dec 00:00 to 2 Dec 00:00',
  "We've decided we don't need any any more health & wellness expo meetings. Can you cancel all future ones?":
    'schedule.cancel | all future | about health wellness expo',
  'I need to cancel all future meetings with olga. Can you do that for me please?':
    'schedule.cancel | all future | with olga',
  'I have to leave early on Friday, cancel everything after 3': 'schedule.cancel | all | 1 Dec 15:00 to 2 Dec 00:00',
  'I am away tomorrow. Cancel all my meetings.': 'schedule.cancel | all | 1 Dec 00:00 to 2 Dec 00:00',
  // To another time
  'push back my first meeting with Sofia tomorrow by 30 minutes':
    'schedule.reschedule | first | with Sofia | 1 Dec 00:00 to 2 Dec 00:00 | {"by":30}',
  'delay my next meeting with Sofia by an hour': 'schedule.reschedule | next | with Sofia | {"by":60}',
  'bring forward my next meeting with Raj by an hour': 'schedule.reschedule | next | with Raj | {"by":-60}',
  'can you bring my next meeting with Raj forward by 15 minutes?': 'schedule.reschedule | next | with Raj | {"by":-15}',
  'move my next meeting with nia half an hour later': 'schedule.reschedule | next | with nia | {"by":30}',
  'move my next meeting with nia 45 minutes earlier': 'schedule.reschedule | next | with nia | {"by":-45}',
  'move the last event on December 4 to 3pm':
    'schedule.reschedule | last | 4 Dec 00:00 to 5 Dec 00:00 | → 4 Dec 15:00 | {"keep":"day"}',
  'move the last event on December 4 to December 8':
    'schedule.reschedule | last | 4 Dec 00:00 to 5 Dec 00:00 | → 8 Dec 00:00 | {"keep":"hour"}',
  'change the first meeting tomorrow to 2pm':
    'schedule.reschedule | first | 1 Dec 00:00 to 2 Dec 00:00 | → 1 Dec 14:00 | {"keep":"day"}',
  'reschedule the Risk Management Forum to December 14 at 2':
    'schedule.reschedule | about risk management forum | → 14 Dec 14:00',
  'push all my meetings tomorrow back by an hour': 'schedule.reschedule | all | 1 Dec 00:00 to 2 Dec 00:00 | {"by":60}',
  // Longer and shorter
  'make my next meeting with Raj an hour long': 'schedule.length | next | with Raj | {"minutes":60}',
  'make my next meeting with Raj 30 minutes shorter': 'schedule.length | next | with Raj | {"by":-30}',
  'extend the budget meeting by 15 minutes': 'schedule.length | about budget | {"by":15}',
  'shorten the budget meeting to 30 minutes': 'schedule.length | about budget | {"minutes":30}',
  'change the duration of my next meeting with Raj to 45 minutes': 'schedule.length | next | with Raj | {"minutes":45}',
  // Another name
  'Change the name of the last event on December 19 to casual catch-up':
    'schedule.rename | last | 19 Dec 00:00 to 20 Dec 00:00 | {"subject":"casual catch-up"}',
  'Rename the last event on December 14 to Customer Insight Forum.':
    'schedule.rename | last | 14 Dec 00:00 to 15 Dec 00:00 | {"subject":"Customer Insight Forum"}',
  'rename my next meeting with Raj to "Move it, cancel it: 3pm"':
    'schedule.rename | next | with Raj | {"subject":"Move it, cancel it: 3pm"}',
  "set the title of tomorrow's first meeting to Kick-off please":
    'schedule.rename | first | 1 Dec 00:00 to 2 Dec 00:00 | {"subject":"Kick-off"}',
  'my next meeting with Raj should be called Planning & Budget':
    'schedule.rename | next | with Raj | {"subject":"Planning & Budget"}',
  // Other people
  'add Nia to the budget meeting': 'schedule.attendees | about budget | {"add":["Nia"],"remove":[],"only":false}',
  'invite nia and raj to my first meeting tomorrow':
    'schedule.attendees | first | 1 Dec 00:00 to 2 Dec 00:00 | {"add":["nia","raj"],"remove":[],"only":false}',
  'remove Nia from the budget meeting': 'schedule.attendees | about budget | {"add":[],"remove":["Nia"],"only":false}',
  'replace Raj with Nia in the last event on December 4':
    'schedule.attendees | last | 4 Dec 00:00 to 5 Dec 00:00 | {"add":["Nia"],"remove":["Raj"],"only":false}',
  'change the participant of the last event on December 4 to nia':
    'schedule.attendees | last | 4 Dec 00:00 to 5 Dec 00:00 | {"add":["nia"],"remove":[],"only":true}',
  'swap my meetings with Raj and Nia tomorrow': 'schedule.swap',
  'swap the budget meeting with the launch meeting': 'schedule.swap',
  // Which one, said in other ways
  'Cancel the second meeting on December 12': 'schedule.cancel | first +1 | 12 Dec 00:00 to 13 Dec 00:00',
  'cancel the second to last event tomorrow': 'schedule.cancel | last +1 | 1 Dec 00:00 to 2 Dec 00:00',
  'Can you remove the last event on December 4 from my calendar?':
    'schedule.cancel | last | 4 Dec 00:00 to 5 Dec 00:00',
  "I can't make the first meeting on December 6. Can you delete it?":
    'schedule.cancel | first | 6 Dec 00:00 to 7 Dec 00:00',
  'Something came up on December 20. Cancel my last meeting that day':
    'schedule.cancel | last | 20 Dec 00:00 to 21 Dec 00:00',
  'I need to leave early on December 7. Can you cancel my meetings after 2?':
    'schedule.cancel | all | 7 Dec 14:00 to 8 Dec 00:00',
  'I have an appointment on December 6 so please cancel all meetings before 2 on that day':
    'schedule.cancel | all | 6 Dec 00:00 to 6 Dec 14:00',
  'Clear my calendar on December 8': 'schedule.cancel | all | 8 Dec 00:00 to 9 Dec 00:00',
  'dmitri is moving to another team. Could you cancel all of our future meetings?':
    'schedule.cancel | all future | with dmitri',
  'nia is running late. Push our next meeting back by 45 minutes': 'schedule.reschedule | next | with nia | {"by":45}',
  "luis can't do December 20. Can you move our meeting to December 21 at 12?":
    'schedule.reschedule | with luis | 20 Dec 00:00 to 21 Dec 00:00 | → 21 Dec 12:00',
  'Move the last event on December 13 to 4':
    'schedule.reschedule | last | 13 Dec 00:00 to 14 Dec 00:00 | → 13 Dec 16:00 | {"keep":"day"}',
  'reschedule the first meeting on December 13 for 11:30':
    'schedule.reschedule | first | 13 Dec 00:00 to 14 Dec 00:00 | → 13 Dec 11:30 | {"keep":"day"}',
  'Reschedule my next meeting with yuki to the following day at the same time':
    'schedule.reschedule | next | with yuki | {"by":1440}',
  'My last meeting on December 12 has the wrong name. Change it to sprint review':
    'schedule.rename | last | 12 Dec 00:00 to 13 Dec 00:00 | {"subject":"sprint review"}',
  'Add half an hour to my first meeting on December 15':
    'schedule.length | first | 15 Dec 00:00 to 16 Dec 00:00 | {"by":30}',
  'My next meeting with leila only needs to be half an hour.': 'schedule.length | next | with leila | {"minutes":30}',
  'change all future meetings with santiago to be with raj instead':
    'schedule.attendees | all future | with santiago | {"add":["raj"],"remove":["santiago"],"only":false}',
  // No order at all
  "Don't cancel my meeting with olga tomorrow": 'nothing',
  "I don't want to cancel my meeting with raj": 'nothing',
  'Should I cancel my first meeting tomorrow?': 'nothing',
  'Never cancel my meetings with olga': 'nothing',
  'Can we do my meeting with dmitri on December 8 an hour earlier?': 'nothing',
  'In my meeting with dmitri on December 8, swap dmitri with lena': 'nothing',
  // Questions
  'do I have any meetings with Raj this week?': 'schedule.meetings',
  'how many meetings do I have with nia next week': 'schedule.meetings',
  'when did I last meet with Raj?': 'schedule.met',
  'have I met with Raj in the past 7 days?': 'schedule.met',
  'when is my next meeting with Megan': 'schedule.next',
  // New ones
  'I haven’t met with yuki in a while. Can you schedule a 30 minute event called Launch on December 20 at 10?':
    'schedule.meet',
  'Create a 1.5 hour event called Review of Rooms on December 8 at 3:30 with nia': 'schedule.meet',
};

describe('what people say about meetings', () => {
  for (const [text, expected] of Object.entries(sentences))
    it(`is understood: ${text}`, () => {
      assert.equal(told(text), expected);
    });

  it('takes titles and hours as they were written', () => {
    const request = (text: string) => best(text)!.request as Record<string, unknown>;
    const first = request(
      "schedule a 30 minute meeting called Planning with nadia at the earliest time I'm free tomorrow. Make sure not to start the meeting before 9am or end after 6pm.",
    );
    assert.equal(first.subject, 'Planning');
    assert.equal(first.soonest, true);
    assert.deepEqual((first.when as { partOfDay: unknown }).partOfDay, { from: '09:00', to: '18:00' });
    const wishes = { '3:30': '15:30', '11': '11:00', '12': '12:00', '1:30': '13:30', '9': '09:00' };
    for (const [said, at] of Object.entries(wishes)) {
      const { when, subject } = request(`Create a 1 hour event called HR & Legal on December 8 at ${said} with nia`);
      assert.equal((when as { wish: string }).wish, `2023-12-08T${at}:00.000Z`, said);
      assert.equal(subject, 'HR & Legal');
    }
  });

  it('knows what of several is not meant', () => {
    const except = (text: string) => (best(text)!.request as Asked).which?.except?.[0];
    assert.deepEqual(except('Cancel all my meetings tomorrow except the one with olga')?.people, ['olga']);
    assert.equal(
      except('Cancel all my meetings next week except on Friday')?.window?.start,
      '2023-12-08T00:00:00.000Z',
    );
    assert.equal(except('Cancel all meetings tomorrow except the 10am one')?.window?.start, '2023-12-01T10:00:00.000Z');
  });

  it('books an event with a name for oneself, and not as a meeting with nobody', () => {
    const request = best('Put a 1 hour event called Focus time on my calendar on December 8 at 9')!.request;
    const { alone, subject } = request as Record<string, unknown>;
    assert.deepEqual([alone, subject], [true, 'Focus time']);
    assert.equal((best('schedule a meeting called Focus on December 8 at 9')!.request as Asked).alone, undefined);
  });

  it('leaves the examples of every feature to it, and keeps its own', () => {
    for (const feature of features)
      for (const command of feature.commands)
        for (const example of command.examples) {
          const found = best(example);
          // Some features have two ways to read one sentence; which of theirs it is they test themselves.
          if (feature === schedule) assert.equal(found?.name, command.name, example);
          else assert.equal(found?.name.split('.')[0], feature.name, example);
        }
  });

  const others = [
    'add milk to Groceries',
    'rename the budget deck to "Budget final"',
    'rename task Send the deck to Send the slides',
    'delete the last email from Alex',
    'move the budget deck to the Finance folder',
    'remove Alex from the budget deck',
    'delete the task Send the deck',
    'cancel my planned post',
  ];
  for (const text of others)
    it(`is not the calendar's: ${text}`, () => {
      const name = best(text)?.name ?? '';
      assert(!/^schedule\.(rename|attendees|length|swap|meetings|met)$/.test(name), name);
    });
});
