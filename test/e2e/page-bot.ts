import { type Activity, CardFactory, type InvokeResponse, type TurnContext } from 'botbuilder';
import type { UserTokenClient } from 'botframework-connector';
import type { Logic } from '../support/echo-bot.ts';

const cardType = 'application/vnd.microsoft.card.adaptive';
const adaptive = (body: object[], actions: object[] = [], more: object = {}) => ({
  type: 'AdaptiveCard',
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
  version: '1.5',
  body,
  actions,
  ...more,
});
const text = (words: string, more: object = {}) => ({ type: 'TextBlock', text: words, wrap: true, ...more });

const times = ['Tue, Nov 24, 1:00 PM', 'Tue, Nov 24, 3:30 PM', 'Wed, Nov 25, 9:00 AM'];

/** Times to choose from: containers with columns, an input, buttons of every style. */
const offer = adaptive(
  [
    text('Budget, 30 minutes', { style: 'heading' }),
    text('With **Megan Bowen** and **Lee Gu**. All times are yours.', { isSubtle: true, spacing: 'None' }),
    ...times.map((time, index) => ({
      type: 'ColumnSet',
      separator: true,
      columns: [
        {
          type: 'Column',
          width: 'stretch',
          items: [
            text(time, { weight: 'Bolder' }),
            text(index === 0 ? 'All free; 7:00 AM for Lee' : 'All free', {
              isSubtle: true,
              size: 'Small',
              spacing: 'None',
            }),
          ],
        },
        {
          type: 'Column',
          width: 'auto',
          verticalContentAlignment: 'Center',
          items: [
            {
              type: 'ActionSet',
              actions: [
                {
                  type: 'Action.Execute',
                  title: index === 0 ? 'Book' : 'Book this',
                  verb: 'book',
                  data: { time },
                  ...(index === 0 ? { style: 'positive' } : {}),
                },
              ],
            },
          ],
        },
      ],
    })),
    { type: 'Input.Text', id: 'note', label: 'Note to everybody', placeholder: 'Optional' },
  ],
  [
    { type: 'Action.Execute', title: 'More times', verb: 'more' },
    { type: 'Action.Execute', title: 'Say why', verb: 'why' },
    { type: 'Action.Execute', title: 'Break', verb: 'break' },
    { type: 'Action.Submit', title: 'Give up', data: { choice: 'give up' }, style: 'destructive' },
  ],
);

const booked = (time: string, note: string) =>
  adaptive(
    [
      text('✓ Booked', { color: 'Good', weight: 'Bolder' }),
      text('Budget', { style: 'heading', spacing: 'Small' }),
      {
        type: 'FactSet',
        facts: [
          { title: 'When', value: time },
          { title: 'With', value: 'Megan Bowen, Lee Gu' },
          { title: 'Note', value: note || 'None' },
        ],
      },
    ],
    [
      { type: 'Action.Execute', title: 'Undo', verb: 'undo' },
      { type: 'Action.OpenUrl', title: 'Join', url: 'https://teams.microsoft.com/l/meetup-join/19%3ameeting' },
    ],
  );

const connection = 'aide';
const tokens = (context: TurnContext): UserTokenClient =>
  context.turnState.get((context.adapter as unknown as { UserTokenClientKey: symbol }).UserTokenClientKey);

/** Cannot exchange the client's token, as when consent is missing; takes the code of the sign-in window. */
async function signIn(context: TurnContext): Promise<void> {
  const { name, value, from, channelId } = context.activity;
  const respond = (status: number) => context.sendActivity({ type: 'invokeResponse', value: { status } });
  if (name !== 'signin/verifyState') return void (await respond(412));
  const found = await tokens(context).getUserToken(from.id, connection, channelId, value.state);
  await respond(found?.token ? 200 : 404);
  if (found?.token) await context.sendActivity('You are signed in.');
}

/** A bot with something of everything that the page has to show. No product: it only answers by key word. */
export const pageBot: Logic = async (context) => {
  const { activity } = context;
  if (activity.type === 'message') await answer(context);
  if (activity.type === 'invoke' && activity.name?.startsWith('signin/')) await signIn(context);
  else if (activity.type === 'invoke') await context.sendActivity({ type: 'invokeResponse', value: invoked(activity) });
};

async function answer(context: TurnContext): Promise<void> {
  const { activity } = context;
  const said = (activity.text ?? '').replace(/<at>.*?<\/at>/g, '').trim();
  const value = activity.value as { choice?: string } | undefined;
  if (value?.choice) return void (await context.sendActivity(`You chose to ${value.choice}.`));
  if (said.includes('meet')) {
    await context.sendActivity({ type: 'typing' });
    return void (await context.sendActivity({ attachments: [CardFactory.adaptiveCard(offer)] }));
  }
  if (said.includes('hostile'))
    return void (await context.sendActivity({
      text: '<img src=x onerror="document.title=1"> [a](javascript:alert(1)) **bold** <script>document.title=2</script>',
      textFormat: 'markdown',
    }));
  if (said.includes('suggest'))
    return void (await context.sendActivity({
      text: 'How long?',
      suggestedActions: { to: [], actions: [{ type: 'imBack', title: '30 minutes', value: '30 minutes' }] },
    }));
  if (said.includes('change')) {
    const sent = await context.sendActivity('Looking…');
    await context.updateActivity({ ...context.activity, type: 'message', id: sent?.id, text: 'Found it.' });
    return;
  }
  if (said.includes('sign in')) {
    const { signInLink, tokenExchangeResource } = await tokens(context).getSignInResource(connection, activity, '');
    const card = CardFactory.oauthCard(connection, 'Sign in', 'Please sign in', signInLink, tokenExchangeResource);
    return void (await context.sendActivity({ attachments: [card] }));
  }
  await context.sendActivity(`You said: ${said}`);
}

function invoked({ value }: Activity): InvokeResponse {
  const { verb, data } = (value as { action: { verb: string; data: { time?: string; note?: string } } }).action;
  const reply = (type: string, body: unknown, statusCode = 200) => ({
    status: 200,
    body: { statusCode, type, value: body },
  });
  switch (verb) {
    case 'book':
      return reply(cardType, booked(data.time ?? '', data.note ?? ''));
    case 'undo':
      return reply(cardType, adaptive([text('Taken back. Nobody has to come.')]));
    case 'why':
      return reply('application/vnd.microsoft.activity.message', 'Because these are free for everybody.');
    case 'break':
      return reply(
        'application/vnd.microsoft.error',
        { code: 'Unavailable', message: 'The calendar is not answering.' },
        503,
      );
    default:
      return reply(cardType, offer);
  }
}
