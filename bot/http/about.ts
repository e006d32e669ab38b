import { type Ask, asksOf } from '../features/permissions.ts';
import type { Registry } from '../features/registry.ts';
import { retention } from '../storage/retention.ts';
import { type Text, textPage } from './page.ts';
import type { HttpServer } from './server.ts';

const links = [
  { title: 'About', path: '/' },
  { title: 'Privacy', path: '/privacy' },
  { title: 'Terms of use', path: '/terms' },
  { title: 'Permissions', path: '/permissions' },
];

/** The pages that the app's manifest names. Read without signing in, as Teams demands of them. */
export function addAbout(http: HttpServer, registry: Registry): void {
  const pages: Record<string, Text> = {
    '/': about(registry),
    '/privacy': privacy(),
    '/terms': terms,
    '/permissions': permissions(registry),
  };
  for (const [path, text] of Object.entries(pages)) {
    const { html, policy } = textPage(text, links);
    http.route('get', path, async ({ response }) => {
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.setHeader('Content-Security-Policy', policy);
      response.writeHead(200);
      response.end(html);
    });
  }
}

const about = ({ features }: Registry): Text => ({
  title: 'Aide',
  sections: [
    {
      text: [
        'Gets office work done where you are, in Microsoft Teams. You tell it in your own words; it does it as you.',
      ],
    },
    { title: 'What it does', list: features.map((feature) => feature.title) },
    {
      title: 'How it works',
      text: [
        'Nothing happens before you confirm it, everything happens once, and what can be undone has an Undo.',
        'Aide acts on your behalf only: it sees and does what you may see and do, and nothing more.',
      ],
    },
    {
      title: 'Start',
      text: ['Open Teams, find Aide among your apps, and say “help”. If it is not there, ask your administrator.'],
    },
  ],
});

const privacy = (): Text => ({
  title: 'Aide: privacy',
  sections: [
    {
      text: [
        'Aide is run by your organisation in its own Microsoft 365 and Azure. What it keeps stays there, and nobody else is sent anything.',
      ],
    },
    {
      title: 'What Aide reads',
      text: [
        'When you ask for something, Aide reads in Microsoft 365 what is needed for it, with your own permissions. It keeps none of your mail, files or messages.',
      ],
    },
    {
      title: 'What Aide keeps, and for how long after it was last used',
      list: retention.map(({ what, days }) =>
        days === undefined ? what : `${what}: ${days === 366 ? 'a year' : `${days} days`}`,
      ),
      text: [
        'What you wrote, and every token, is encrypted where it is kept. Logs hold no tokens, no contents and no addresses.',
      ],
    },
    {
      title: 'Your choice',
      text: [
        'Say “sign out” and Aide has no access for you any more. Your administrator can withdraw the permissions, export what is kept about you, and have it deleted.',
      ],
    },
    { title: 'Questions', text: ['Ask the administrator of Microsoft 365 in your organisation.'] },
  ],
});

/** What an administrator is asked to agree to, from the registry. */
function permissions({ features }: Registry): Text {
  const { asked, extra } = asksOf(features);
  const list = (asks: Ask[]) => asks.map(({ scope, why }) => `${scope}: ${why.join(' ')}`);
  return {
    title: 'Aide: permissions',
    sections: [
      {
        text: [
          'Aide uses Microsoft Graph as the person who is signed in: it sees and does what they may, and nothing more. Each permission is asked for when it is first needed. There is none without a person.',
        ],
      },
      { title: 'An administrator agrees to these', list: list(asked.filter((ask) => ask.byAdministrator)) },
      { title: 'Each person may agree to these', list: list(asked.filter((ask) => !ask.byAdministrator)) },
      {
        title: 'Never asked for, and used where you grant them',
        text: ['Without them Aide says what it cannot do.'],
        list: list(extra),
      },
      {
        title: 'In Outlook',
        text: [
          'MailboxItem.ReadWrite.User: the add-in reads the email that is open, and puts text into the one that is being written. It comes with the installation, and reaches no other mail.',
        ],
      },
    ],
  };
}

const terms: Text = {
  title: 'Aide: terms of use',
  sections: [
    {
      text: [
        'Your organisation gives you Aide for your work; its rules for Microsoft 365 hold for what you do with it.',
        'Aide shows what it is going to do. You decide, and it is done in your name.',
        'What Aide says about undoing is what it can do: an invitation or a message that others have read, they have read.',
        'The software comes under the MIT licence, without warranty.',
      ],
    },
  ],
};
