import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from './commands.ts';
import { readCommands } from './commands.ts';
import { language } from './index.ts';

const reference = resolve(import.meta.dirname, '../../../shared/reference/workbench');
const to = (address: string) => ({ emailAddress: { address } });

/** Another office than the reference, with other sentences. */
const tenant = {
  now: '2025-05-05T08:00:00Z',
  me: 'ida@north.example',
  users: ['Ida Berg', 'Tom Reed', 'Zoe Lane', 'Max Holt'].map((displayName) => ({
    displayName,
    userPrincipalName: `${displayName.split(' ')[0]!.toLowerCase()}@north.example`,
  })),
  events: [
    ['e1', 'Design review', '2025-05-06T09:00', '2025-05-06T10:00', 'tom'],
    ['e2', 'sync up', '2025-05-06T11:00', '2025-05-06T11:30', 'zoe'],
    ['e3', 'sync up', '2025-05-07T11:00', '2025-05-07T11:30', 'zoe'],
    ['e4', 'Hiring', '2025-05-08T14:00', '2025-05-08T15:00', 'max'],
    ['e5', 'Past talk', '2025-04-28T14:00', '2025-04-28T15:00', 'max'],
  ].map(([sourceId, subject, start, end, who]) => ({
    sourceId,
    subject,
    start: { dateTime: `${start}:00`, timeZone: 'UTC' },
    end: { dateTime: `${end}:00`, timeZone: 'UTC' },
    attendees: [to(`${who}@north.example`)],
  })),
  messages: [
    {
      sourceId: 'm1',
      subject: 'Offer',
      sentDateTime: '2025-05-02T10:00:00Z',
      from: to('tom@north.example'),
      toRecipients: [to('ida@north.example')],
      body: { contentType: 'text', content: 'Here is the offer.' },
    },
  ],
};

const deletes = (...ids: string[]) => ids.map((event_id) => ({ call: 'calendar.delete_event', args: { event_id } }));
const updates = (event_id: string, field: string, new_value: string) => [
  { call: 'calendar.update_event', args: { event_id, field, new_value } },
];
const queries: [query: string, effects: Command['effects']][] = [
  ['cancel the next sync up meeting', deletes('e2')],
  ["Zoe has moved on, so we don't need the sync up meetings. Please cancel all future ones.", deletes('e2', 'e3')],
  ['cancel my meetings tomorrow before noon', deletes('e1', 'e2')],
  ['push back my first meeting tomorrow by half an hour', updates('e1', 'event_start', '2025-05-06 09:30:00')],
  ['move the hiring meeting to May 9', updates('e4', 'event_start', '2025-05-09 14:00:00')],
  ['make my next meeting with Max 30 minutes longer', updates('e4', 'duration', '90')],
  ['make the last event on May 6 15 minutes shorter', updates('e2', 'duration', '15')],
  [
    'Tom is taking over from Zoe. Replace Zoe with Tom in all future meetings',
    ['e2', 'e3'].flatMap((id) => updates(id, 'participant_email', 'tom@north.example')),
  ],
  [
    "find the email about 'Offer' and schedule a 30 minute meeting called 'Terms' at 3pm on May 7 with the sender",
    [
      {
        call: 'calendar.create_event',
        args: {
          event_name: 'Terms',
          participant_email: 'tom@north.example',
          event_start: '2025-05-07 15:00:00',
          duration: '30',
        },
      },
    ],
  ],
  [
    "Have I met with Zoe in the last 3 days? If not, schedule a 30 minute meeting called 'Hello' at 10am on May 9",
    [
      {
        call: 'calendar.create_event',
        args: {
          event_name: 'Hello',
          participant_email: 'zoe@north.example',
          event_start: '2025-05-09 10:00:00',
          duration: '30',
        },
      },
    ],
  ],
  [
    'Send an email to attendees of the first event on May 8. Title it with the event name and ask them to prepare for the meeting',
    [
      {
        call: 'email.send_email',
        args: { recipient: 'max@north.example', subject: 'Hiring', body: 'prepare for the meeting' },
      },
    ],
  ],
  ['replace Max with Tom in the hiring meeting', updates('e4', 'participant_email', 'tom@north.example')],
  ['rename my next meeting with Tom to "Design review, part 2"', updates('e1', 'event_name', 'Design review, part 2')],
  [
    'swap my meetings with Tom and Max this week',
    [...updates('e1', 'event_start', '2025-05-08 14:00:00'), ...updates('e4', 'event_start', '2025-05-06 09:00:00')],
  ],
  [
    'schedule a 30 minute meeting called Launch with Zoe in my first free slot tomorrow',
    [
      {
        call: 'calendar.create_event',
        args: {
          event_name: 'Launch',
          participant_email: 'zoe@north.example',
          event_start: '2025-05-06 08:00:00',
          duration: '30',
        },
      },
    ],
  ],
  [
    'forward my most recent email from tom to zoe',
    [{ call: 'email.forward_email', args: { email_id: 'm1', recipient: 'zoe@north.example' } }],
  ],
  ['change the name of the last event on May 8 to weekly summary', updates('e4', 'event_name', 'weekly summary')],
  ['cancel all future board meetings', []],
  // Said in other ways: with a reason first, politely, with a slip, with an exception
  ["I can't make the first meeting on May 7. Can you delete it?", deletes('e3')],
  ['Zoe is moving to another team. Could you cancel all of our future meetings?', deletes('e2', 'e3')],
  ['Cancel all my meetings tomorrow except the one with Zoe', deletes('e1')],
  ['Hi! Would you mind cancelling the second meeting tomorrow? Thanks', deletes('e2')],
  ['Cancle my frist meeting tommorow', deletes('e1')],
  ['Move the last event on May 8 to 4', updates('e4', 'event_start', '2025-05-08 16:00:00')],
  ['Move my next meeting with Max to the following day', updates('e4', 'event_start', '2025-05-09 14:00:00')],
  [
    'Is my first meeting on May 8 with Max? If it is, push it back by 30 minutes',
    updates('e4', 'event_start', '2025-05-08 14:30:00'),
  ],
  [
    "Tom sent me an email about the offer. Please reply with 'On it'",
    [{ call: 'email.reply_email', args: { email_id: 'm1', body: 'On it' } }],
  ],
  [
    "Email the person I'm meeting at 11 on May 7 with the subject 'Parking' and the body 'Use the north gate'",
    [
      {
        call: 'email.send_email',
        args: { recipient: 'zoe@north.example', subject: 'Parking', body: 'Use the north gate' },
      },
    ],
  ],
  ["Don't cancel my meeting with Tom tomorrow", []],
  ['Should I cancel my first meeting tomorrow?', []],
  ['If the moon is full, schedule a meeting with Zoe tomorrow at 4', []],
  ['when did I last meet with Max?', []],
];

describe('Aide, told what to do in sentences', () => {
  const said: string[] = [];
  const say = (text: string) => void said.push(text);
  const run = (folder: string, json?: string) => language(folder, { say, ...(json ? { json } : {}) });
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aide-language-'));
  });
  after(() => rm(folder, { recursive: true }));
  afterEach(() => said.splice(0));

  it('does exactly what is meant, and nothing else', async function () {
    this.timeout(240_000);
    const commands = queries.map(([query, effects]) => ({ query, domains: ['calendar', 'email'], effects }));
    await writeFile(join(folder, 'tenant.json'), JSON.stringify(tenant));
    await writeFile(join(folder, 'commands.json'), JSON.stringify({ queries: commands }));
    const json = join(folder, 'outcomes.json');
    const outcomes = await run(folder, json);
    assert.deepEqual(
      outcomes.filter(({ exact }) => !exact),
      [],
    );
    assert.equal(said.at(-1), `${queries.length} of ${queries.length} exact, 0 with unasked effects`);
    assert.equal(JSON.parse(await readFile(json, 'utf8')).length, queries.length);
  });

  it('is told apart from what it should have done', async () => {
    const wrong = [
      { query: 'cancel the next sync up meeting', domains: ['calendar'], effects: deletes('e3') },
      { query: 'what is on tomorrow', domains: ['calendar'], effects: deletes('e1') },
      { query: 'cancel the hiring meeting', domains: ['calendar'], effects: [] },
      { query: 'add milk to my tasks', domains: ['project_management'], effects: [] },
    ];
    await writeFile(join(folder, 'tenant.json'), JSON.stringify(tenant));
    await writeFile(join(folder, 'commands.json'), JSON.stringify({ queries: wrong }));
    const outcomes = await run(folder);
    assert.deepEqual(
      outcomes.map(({ missing, unasked }) => [missing.length, unasked.length]),
      [
        [1, 1],
        [1, 0],
        [0, 1],
      ],
    );
    assert.equal(said.at(-1), '0 of 3 exact, 2 with unasked effects');
  });

  it('does a dozen of the reference’s commands', async function () {
    if (!existsSync(reference)) this.skip();
    // One of each template, as far as a dozen goes.
    const first = new Map(readCommands(reference).map((command) => [command.template, command]));
    const commands = [...first.values()].slice(0, 12);
    await writeFile(join(folder, 'tenant.json'), await readFile(join(reference, 'tenant.json')));
    await writeFile(join(folder, 'commands.json'), JSON.stringify({ queries: commands }));
    const outcomes = await run(folder);
    assert.deepEqual(
      outcomes.filter(({ exact }) => !exact),
      [],
    );
  });
});
