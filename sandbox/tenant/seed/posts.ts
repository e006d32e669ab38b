import { DateTime } from 'luxon';
import { oneOnOneId } from '../../teams/chats.ts';
import { seededGroupChatId } from '../../teams/seed.ts';
import { type MessageRow, openTeamsTables } from '../../teams/tables.ts';
import type { Tenant } from '../tenant.ts';
import { seedId } from './people.ts';
import { seedPresences, seedTags } from './presences.ts';

/** Somebody says something: days before today and the time there, e.g. [2, '09:14']. */
interface Said {
  at: [daysAgo: number, time: string];
  by: string;
  html: string;
  /** displayNames of those whom the text names as {0}, {1} … */
  mentions?: string[];
  subject?: string;
  importance?: 'high' | 'urgent';
  reactions?: [emoji: string, by: string][];
  replies?: Said[];
}

const channelId = (team: string, name: string) =>
  `19:${seedId(`channel ${team} ${name}`).replaceAll('-', '')}@thread.tacv2`;
const mark8 = 'Mark 8 Project Team';

/** What is said in the channels. */
const posts: [channel: string, said: Said[]][] = [
  [
    channelId(mark8, 'General'),
    [
      {
        at: [6, '09:02'],
        by: 'Megan Bowen',
        subject: 'Welcome to the launch phase',
        html: '<p>The Mark 8 goes to customers in six weeks. Plans and dates are in <b>Go to Market Plan</b>, designs in <b>Design</b>.</p>',
        reactions: [
          ['👍', 'Alex Wilber'],
          ['👍', 'Lidia Holloway'],
          ['❤️', 'Grady Archie'],
        ],
        replies: [
          { at: [6, '09:20'], by: 'Lidia Holloway', html: '<p>Engineering is on track for the code freeze.</p>' },
          {
            at: [6, '10:41'],
            by: 'Alex Wilber',
            html: '<p>I am looking for pictures for the teaser, ideas welcome.</p>',
          },
        ],
      },
      {
        at: [1, '15:30'],
        by: 'Lidia Holloway',
        importance: 'high',
        html: '<p>{0} the firmware build of tonight needs your sign-off before noon tomorrow.</p>',
        mentions: ['Johanna Lorenz'],
        replies: [{ at: [1, '16:05'], by: 'Johanna Lorenz', html: '<p>Will do, two tests are still running.</p>' }],
      },
    ],
  ],
  [
    channelId(mark8, 'Design'),
    [
      {
        at: [4, '11:15'],
        by: 'Grady Archie',
        subject: 'Colour of the housing',
        html: '<p>Three proposals: <i>graphite</i>, <i>sand</i> and <i>deep blue</i>. {0} which one photographs best?</p>',
        mentions: ['Alex Wilber'],
        replies: [
          {
            at: [4, '13:02'],
            by: 'Alex Wilber',
            html: '<p>Deep blue, by far.</p>',
            reactions: [['😆', 'Grady Archie']],
          },
          { at: [3, '08:47'], by: 'Megan Bowen', html: '<p>Deep blue it is.</p>' },
        ],
      },
    ],
  ],
  [
    channelId(mark8, 'Go to Market Plan'),
    [
      {
        at: [2, '10:00'],
        by: 'Megan Bowen',
        subject: 'Agenda of the launch review',
        html: '<ul><li>Price and packages</li><li>Press list</li><li>Open risks</li></ul>',
        replies: [{ at: [2, '10:26'], by: 'Lidia Holloway', html: '<p>Please add support readiness.</p>' }],
      },
    ],
  ],
  [
    channelId(mark8, 'Budget'),
    [
      {
        at: [3, '14:10'],
        by: 'Megan Bowen',
        html: '<p>The second tranche is approved. Please keep this in here for now.</p>',
      },
    ],
  ],
  [
    channelId(mark8, 'Retail Partners'),
    [
      {
        at: [2, '16:20'],
        by: 'Adele Vance',
        html: '<p>{0} the shops ask for display units by the end of the month. Can you ship?</p>',
        mentions: ['Megan Bowen'],
      },
    ],
  ],
  [
    channelId('Retail', 'General'),
    [
      {
        at: [5, '08:30'],
        by: 'Miriam Graham',
        subject: 'Numbers of the week',
        html: '<p>Best week of the quarter: up 12 % on the plan. Thank you all!</p>',
        reactions: [
          ['🎉', 'Adele Vance'],
          ['👍', 'Lynne Robbins'],
        ],
      },
    ],
  ],
  [
    channelId('Retail', 'Store Openings'),
    [
      {
        at: [1, '09:45'],
        by: 'Adele Vance',
        subject: 'Portland',
        html: '<p>The lease is signed. {0} can you plan the staff?</p>',
        mentions: ['Lynne Robbins'],
        replies: [{ at: [1, '11:03'], by: 'Lynne Robbins', html: '<p>On it. First draft on Monday.</p>' }],
      },
    ],
  ],
];

const chats: [chat: string, said: Said[]][] = [
  [
    seededGroupChatId,
    [
      { at: [2, '12:05'], by: 'Alex Wilber', html: '<p>Lunch before the review?</p>' },
      { at: [2, '12:07'], by: 'Megan Bowen', html: '<p>Gladly, at a quarter past.</p>' },
    ],
  ],
  [
    oneOnOneId(seedId('Megan Bowen'), seedId('Alex Wilber')),
    [
      { at: [1, '14:00'], by: 'Megan Bowen', html: '<p>Could you send me the teaser once it is cut?</p>' },
      {
        at: [1, '14:12'],
        by: 'Alex Wilber',
        html: '<p>Sure, by Thursday evening.</p>',
        reactions: [['👍', 'Megan Bowen']],
      },
    ],
  ],
];

/** Conversations, tags and presences of a fresh tenant, relative to its today. */
export function seedPosts(tenant: Tenant): void {
  const { messages, chats: chatTable } = openTeamsTables(tenant.store);
  const pair = [seedId('Megan Bowen'), seedId('Alex Wilber')] as const;
  chatTable.put({
    id: oneOnOneId(...pair),
    type: 'oneOnOne',
    title: '',
    memberIds: [...pair],
    createdAt: '2024-03-04T09:45:00.000Z',
  });
  const today = DateTime.fromJSDate(tenant.clock.now(), { zone: 'America/Los_Angeles' }).startOf('day');
  const put = (conversationId: string, said: Said, rootId?: string): void => {
    const [daysAgo, time] = said.at;
    const [hour = 0, minute = 0] = time.split(':').map(Number);
    let millis = today.minus({ days: daysAgo }).set({ hour, minute }).toMillis();
    while (messages.has(String(millis))) millis++;
    const row = rowOf(said, String(millis), conversationId);
    messages.put({ ...row, ...(rootId === undefined ? {} : { rootId, replyToId: rootId }) });
    for (const reply of said.replies ?? []) put(conversationId, reply, row.id);
  };
  for (const [conversationId, said] of [...posts, ...chats]) for (const one of said) put(conversationId, one);
  seedTags(tenant, seedId(`group ${mark8}`));
  seedPresences(tenant);
}

function rowOf(
  { by, html, mentions = [], subject, importance, reactions }: Said,
  id: string,
  conversationId: string,
): MessageRow {
  const createdAt = new Date(Number(id)).toISOString();
  return {
    id,
    conversationId,
    from: { kind: 'user', id: seedId(by) },
    createdAt,
    text: html.replace(/\{(\d)\}/g, (_, number: string) => `<at id="${number}">${mentions[Number(number)]}</at>`),
    textFormat: 'html',
    attachments: [],
    mentions: mentions.map((name, index) => ({
      id: index,
      mentionText: name,
      mentioned: { user: { id: seedId(name), displayName: name, userIdentityType: 'aadUser' } },
    })),
    ...(subject ? { subject } : {}),
    ...(importance ? { importance } : {}),
    ...(reactions
      ? { reactions: reactions.map(([type, name]) => ({ type, userId: seedId(name), at: createdAt })) }
      : {}),
  };
}
