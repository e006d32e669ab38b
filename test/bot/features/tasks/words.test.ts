import assert from 'node:assert/strict';
import { DateTime } from 'luxon';
import type { Here } from '../../../../bot/features/chat.ts';
import { features } from '../../../../bot/features/index.ts';
import { readAdd } from '../../../../bot/features/tasks/commands/add.ts';
import { tasks } from '../../../../bot/features/tasks/index.ts';
import { readSentence } from '../../../../bot/language/read.ts';
import { bestCommand } from '../../../../bot/teams/understand.ts';

/** A Wednesday, ten in the morning. */
const now = DateTime.fromISO('2026-11-18T10:00:00', { zone: 'America/Los_Angeles' });
const read = (text: string) => readSentence(text, { now, locale: 'en-US' });
const commands = features.flatMap((feature) => feature.commands);
const best = (text: string) => bestCommand(commands, read(text));

/** What is noted: title, then what else was understood. */
function noted(text: string, here?: Here) {
  const found = readAdd(read(text), here);
  assert(found, `"${text}" is not taken for a task`);
  const { sentence: _, importance, remind: __, reminder, ...rest } = found.request;
  const at = reminder && DateTime.fromISO(reminder).setZone(now.zone).toFormat('ccc d LLL HH:mm');
  return { ...rest, ...(at ? { at } : {}), ...(importance === 'normal' ? {} : { importance }) };
}

describe('the language of tasks', () => {
  it('understands the examples of its commands, and leaves those of the others to them', () => {
    for (const feature of features)
      for (const command of feature.commands)
        for (const example of command.examples) {
          const found = best(example);
          const mine = found && tasks.commands.some((c) => c.name === found.command.name);
          if (feature.name === 'tasks') assert.equal(found?.command.name, command.name, example);
          else assert.ok(!mine, `"${example}" of ${command.name} is taken for ${found?.command.name}`);
        }
  });

  const monday = { every: 'week', interval: 1, weekdays: ['monday'] };
  const table: [text: string, wish: object][] = [
    ['remind me to send the deck on Friday 9am', { title: 'Send the deck', due: '2026-11-20', at: 'Fri 20 Nov 09:00' }],
    ['remind me in 2 hours to call Alex', { title: 'Call Alex', due: '2026-11-18', at: 'Wed 18 Nov 12:00' }],
    [
      'Can you please remind me on Friday to send the deck?',
      { title: 'Send the deck', due: '2026-11-20', at: 'Fri 20 Nov 09:00' },
    ],
    ['remind me today to call mum', { title: 'Call mum', due: '2026-11-18', at: 'Wed 18 Nov 12:00' }],
    ['remind me to call mum', { title: 'Call mum' }],
    ["don't let me forget to buy stamps", { title: 'Buy stamps' }],
    ['add milk to Groceries', { title: 'Milk', list: 'Groceries' }],
    ['add milk and eggs to my Groceries list', { title: 'Milk and eggs', list: 'Groceries' }],
    ['put "bread and butter" on the shopping list', { title: 'Bread and butter', list: 'shopping' }],
    ['add task Review the contract by Friday', { title: 'Review the contract', due: '2026-11-20' }],
    ['add task finish slides next week', { title: 'Finish slides', due: '2026-11-23' }],
    ['add an important task call the bank tomorrow', { title: 'Call the bank', due: '2026-11-19', importance: 'high' }],
    ['todo: buy stamps', { title: 'Buy stamps' }],
    ['to do: buy stamps tomorrow', { title: 'Buy stamps', due: '2026-11-19' }],
    [
      'todo: buy stamps\nThey are cheaper at the post office',
      { title: 'Buy stamps', note: 'They are cheaper at the post office' },
    ],
    ['create a task for Friday: finish slides', { title: 'Finish slides', due: '2026-11-20' }],
    ['create task finish slides, note: use the template', { title: 'Finish slides', note: 'use the template' }],
    ['add task buy paint to my House list', { title: 'Buy paint', list: 'House' }],
    ['add task talk to Megan', { title: 'Talk to Megan', perhaps: { title: 'Talk', list: 'Megan' } }],
    [
      'remind me to check "the Friday 5pm report" tomorrow',
      { title: 'Check "the Friday 5pm report"', due: '2026-11-19', at: 'Thu 19 Nov 09:00' },
    ],
    [
      'remind me every Monday to send the report',
      { title: 'Send the report', due: '2026-11-23', at: 'Mon 23 Nov 09:00', repeat: monday },
    ],
    [
      'remind me every weekday at 9am to check the mail',
      {
        title: 'Check the mail',
        due: '2026-11-19',
        at: 'Thu 19 Nov 09:00',
        repeat: { every: 'week', interval: 1, weekdays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] },
      },
    ],
    [
      'add task water the plants every 2 weeks',
      { title: 'Water the plants', due: '2026-11-18', repeat: { every: 'week', interval: 2 } },
    ],
    [
      'remind me to water the plants every other week on Friday',
      {
        title: 'Water the plants',
        due: '2026-11-20',
        at: 'Fri 20 Nov 09:00',
        repeat: { every: 'week', interval: 2, weekdays: ['friday'] },
      },
    ],
    [
      'add task pay rent monthly on the 1st',
      { title: 'Pay rent', due: '2026-12-01', repeat: { every: 'month', interval: 1 } },
    ],
    [
      'add task renew passport every year on 3 May',
      { title: 'Renew passport', due: '2027-05-03', repeat: { every: 'year', interval: 1 } },
    ],
    [
      'remind me on the last Friday of every month to write the report',
      {
        title: 'Write the report',
        due: '2026-11-27',
        at: 'Fri 27 Nov 09:00',
        repeat: { every: 'month', interval: 1, nth: 'last', weekdays: ['friday'] },
      },
    ],
    [
      'add task stretch every day until 1 May 2027',
      { title: 'Stretch', due: '2026-11-18', repeat: { every: 'day', interval: 1, until: '2027-05-01' } },
    ],
    [
      'remind me about the monthly figures every month on the 3rd',
      {
        title: 'The monthly figures',
        due: '2026-12-03',
        at: 'Thu 3 Dec 09:00',
        repeat: { every: 'month', interval: 1 },
      },
    ],
    ['todo: prepare the weekly report', { title: 'Prepare the weekly report' }],
    [
      'add task water the plants every other Tuesday',
      { title: 'Water the plants', due: '2026-11-24', repeat: { every: 'week', interval: 2, weekdays: ['tuesday'] } },
    ],
    [
      'add a weekly task clean the kitchen on Mondays for 10 times',
      { title: 'Clean the kitchen', due: '2026-11-23', repeat: { ...monday, times: 10 } },
    ],
    [
      'set a daily reminder to drink water at 11am for two weeks',
      {
        title: 'Drink water',
        due: '2026-11-18',
        at: 'Wed 18 Nov 11:00',
        repeat: { every: 'day', interval: 1, until: '2026-12-01' },
      },
    ],
    [
      'add task pay rent on the 1st of every month',
      { title: 'Pay rent', due: '2026-12-01', repeat: { every: 'month', interval: 1 } },
    ],
    [
      'add task close the books every month on the 31st',
      { title: 'Close the books', due: '2026-11-30', repeat: { every: 'month', interval: 1, dayOfMonth: 31 } },
    ],
    [
      'remind me every 3 months on the last weekday at 9am to file the report',
      {
        title: 'File the report',
        due: '2026-11-30',
        at: 'Mon 30 Nov 09:00',
        repeat: {
          every: 'month',
          interval: 3,
          nth: 'last',
          weekdays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
        },
      },
    ],
    [
      'add task knock 3 times at the door every day',
      { title: 'Knock 3 times at the door', due: '2026-11-18', repeat: { every: 'day', interval: 1 } },
    ],
    ['add task prepare weekly report', { title: 'Prepare weekly report' }],
    [
      'add task send the monthly figures every Monday',
      { title: 'Send the monthly figures', due: '2026-11-23', repeat: monday },
    ],
    [
      'add task plan for the week every Monday until March',
      { title: 'Plan for the week', due: '2026-11-23', repeat: { ...monday, until: '2027-02-28' } },
    ],
  ];
  for (const [text, wish] of table) it(`reads: ${text}`, () => assert.deepEqual(noted(text), wish));

  it('says of what no task can repeat on which it is', () => {
    const { title, unrepeatable, repeat, due } = noted('add task pay rent on the 1st and 15th of each month');
    assert.deepEqual([title, unrepeatable], ['Pay rent', 'dates']);
    assert.deepEqual([repeat, due], [undefined, undefined]);
    assert.equal(noted('remind me every 2 hours to drink water').unrepeatable, 'often');
  });

  it('knows what "this" is: a file that came along, or the conversation it is said in', () => {
    const files = [{ name: 'Budget.xlsx', uniqueId: '1', contentUrl: 'https://contoso-my.sharepoint.com/b.xlsx' }];
    const personal = { type: 'personal' as const, conversationId: 'a', files };
    assert.equal(noted('remind me about this tomorrow', personal).title, 'Look at Budget.xlsx');
    const channel = { type: 'channel' as const, conversationId: '19:x@thread.tacv2', files: [] };
    assert.equal(noted('remind me of this tomorrow', channel).title, 'Follow up on this conversation');
    assert.equal(noted('remind me about this tomorrow').title, undefined);
  });

  it('keeps a text that is too long to be read in the note', () => {
    const text = `Buy stamps ${'and more '.repeat(300)}end`;
    const found = readAdd(read(`todo: ${text}`));
    assert.equal(found?.request.note, text);
  });

  it('takes each of many phrasings for what it is', () => {
    const phrasings: [command: string, ...texts: string[]][] = [
      [
        'tasks.overview',
        'tasks',
        'what do I have to do today',
        "what's overdue",
        'do I have any tasks due this week',
        'show my tasks for tomorrow',
        'which tasks are flagged',
      ],
      ['tasks.list', 'show Work tasks', 'open list Work', "what's on my Groceries list", 'show Groceries'],
      [
        'tasks.complete',
        'tick off milk',
        'the deck task is done',
        'finish "Send the deck"',
        'mark the deck task as complete',
      ],
      ['tasks.reopen', 'mark the deck task as not done', 'uncheck milk'],
      [
        'tasks.reschedule',
        'postpone the deck task until Monday',
        'set the deck task due Friday',
        'repeat the deck task every week',
        'remove the due date from the deck task',
      ],
      ['tasks.delete', 'remove the task milk', 'get rid of the milk task'],
      ['tasks.rename', 'rename task "add a to b" to "c"'],
      ['tasks.importance', 'mark the deck task as urgent', 'make the deck task low priority'],
      [
        'tasks.attach',
        'attach this file to the task "send the deck"',
        "attach budget.xlsx to the task 'send the deck'",
        'attach "how to win.pdf" to the deck task',
        'please attach the launch deck to my task Send the deck',
        'add the file budget.xlsx to the deck task',
        'add budget.xlsx to the deck task',
        'attach it to send the deck',
      ],
      ['tasks.note', 'attach a note to the deck task: ask Megan'],
      ['tasks.step', 'add step attach the budget to task Send the deck'],
      [
        'tasks.detach',
        'remove the attachment budget.xlsx from the deck task',
        'detach budget.xlsx from send the deck',
        'delete the file budget.xlsx from the task Send the deck',
        'remove the attachment from the deck task',
      ],
      [
        'tasks.attachments',
        'show the attachments of the deck task',
        'which files are attached to the deck task?',
        'what is attached to the deck task',
        'attachments of send the deck',
      ],
      ['mail.save', 'save the attachments of the last email from Alex'],
      ['files.delete', 'delete the file budget.xlsx'],
      ['tasks.newList', 'make a new list Holidays', 'start a list for my move'],
      ['tasks.export', 'export all my tasks as csv'],
      ['schedule.cancel', 'cancel the budget meeting', 'delete my meeting with Alex tomorrow'],
      ['schedule.reschedule', 'move the budget meeting to Thursday 3pm', 'push my 3pm to tomorrow'],
      ['schedule.agenda', "what's on today", 'show my calendar'],
    ];
    for (const [command, ...texts] of phrasings)
      for (const text of texts) assert.equal(best(text)?.command.name, command, text);
  });

  it('comes to an end with sentences that are made to be slow', () => {
    for (const part of [
      'add a to b ',
      'remind me ',
      'every Monday and ',
      'task ',
      '"',
      'mark x as ',
      'on in to by ',
      'note: ',
    ])
      best(part.repeat(1000 / part.length));
  });
});
