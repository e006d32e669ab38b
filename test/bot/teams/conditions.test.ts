import assert from 'node:assert/strict';
import { startWorld, type WorldForTests } from '../../support/aide.ts';
import { actionsOf, cardOf, textOf } from '../../support/cards.ts';
import { assertContract } from '../../support/contract.ts';
import { type Client, openClient } from '../../support/teams-client.ts';

/** The whole of Aide, from what is typed in Teams to what lies in the mailbox. */
describe('conditions and several orders in chat', function () {
  this.timeout(120_000);
  let world: WorldForTests;
  let megan: Client;
  before(async () => {
    world = await startWorld();
    megan = await open('Megan Bowen');
    await megan.say('sign in');
    await megan.next((message) => /signed in/.test(textOf(message)));
  });
  afterEach(() => world.sandbox.tenant.faults.clear());
  after(async () => {
    await assertContract(world.sandbox.tenant);
    await megan.close();
    await world.stop();
  });

  async function open(name: string, options: Parameters<typeof openClient>[2] = {}): Promise<Client> {
    const client = await openClient(world.sandbox, name, options);
    await client.nextCard();
    return client;
  }
  const answer = async (text: string, client = megan) => {
    await client.say(text);
    return client.next((message) => message.attachments.length > 0 || message.text !== '');
  };
  const drafts = async (subject: string) => {
    const token = await world.sandbox.tokenFor('Megan Bowen', ['https://graph.microsoft.com/Mail.ReadWrite']);
    const found = await fetch(
      `${world.sandbox.url}/v1.0/me/mailFolders/drafts/messages?$select=subject,body,toRecipients&$top=100`,
      { headers: { authorization: `Bearer ${token}`, prefer: 'outlook.body-content-type="text"' } },
    );
    const { value } = (await found.json()) as { value: { subject: string; body: { content: string } }[] };
    return value.filter((one) => one.subject === subject);
  };

  it('does what is asked when it is so, says why, sends as typed, and takes it back on "undo"', async () => {
    const shown = await answer(
      "If Nestor Wilke hasn't emailed me about okapis in the past 2 days, send him an email titled 'Okapis?' saying 'We haven't heard - can you write?'",
    );
    assert.match(
      textOf(shown),
      /Send to Nestor Wilke: "Okapis\?"[\s\S]*Nestor Wilke has sent you no email about okapis since/,
    );
    assert.deepEqual(await drafts('Okapis?'), []);
    await megan.press(shown, 'Send');
    const [draft] = await drafts('Okapis?');
    assert.equal(draft?.body.content.trim(), "We haven't heard - can you write?");
    const undone = await answer('undo');
    assert.match(textOf(undone), /is not sent[\s\S]*Undone/);
    assert.deepEqual(await drafts('Okapis?'), []);
  });

  it('leaves it when it is not so, says why, and does it all the same on a button', async () => {
    const left = await answer(
      "Has Pradeep Gupta ever emailed me? If not, send him an email titled 'First contact' saying 'Hello'",
    );
    assert.match(textOf(left), /I left it as it is[\s\S]*Pradeep Gupta has sent you/);
    assert.deepEqual(actionsOf(cardOf(left)), ['Do it all the same']);
    const { card } = await megan.press(left, 'Do it all the same');
    assert.match(textOf(card!), /Send to Pradeep Gupta: "First contact"/);
    assert.deepEqual(await drafts('First contact'), []);
  });

  it('does the other thing otherwise', async () => {
    const shown = await answer(
      "If I have no email from Pradeep Gupta, email Lee Gu saying 'None'. Otherwise send Lee Gu an email titled 'Some' saying 'There is'",
    );
    assert.match(textOf(shown), /Send to Lee Gu: "Some"/);
  });

  it('shows two orders as two answers, in their order', async () => {
    await megan.say(
      "send Lee Gu an email titled 'One' saying '1' and then send Adele Vance an email titled 'Two' saying '2'",
    );
    const [first, second] = [await megan.nextCard(), await megan.nextCard()];
    assert.match(textOf(first), /Send to Lee Gu: "One"/);
    assert.match(textOf(second), /Send to Adele Vance: "Two"/);
    assert.deepEqual([(await drafts('One')).length, (await drafts('Two')).length], [0, 0]);
    await megan.press(first, 'Send');
    assert.deepEqual([(await drafts('One')).length, (await drafts('Two')).length], [1, 0]);
    await answer('undo');
  });

  it('leaves the rest when an order cannot be done, and does it on a button', async () => {
    await megan.say(
      "delete the last email from Lee Gu about unicorns. Then send Lee Gu an email titled 'Lonely' saying 'Hi'",
    );
    const [first, second] = [await megan.nextCard(), await megan.nextCard()];
    assert.match(textOf(first), /found no email/);
    assert.match(textOf(second), /I left the rest as well[\s\S]*Lonely/);
    const { card } = await megan.press(second, 'Do it all the same');
    assert.match(textOf(card!), /Send to Lee Gu: "Lonely"/);
  });

  it('asks once whom a name means, goes on with the answer, and remembers it', async () => {
    const { users } = world.sandbox.tenant.tables;
    users.put({
      ...world.sandbox.person('Alex Wilber'),
      id: '00000000-0000-4000-8000-0000000000aa',
      displayName: 'Alex Darrow',
      surname: 'Darrow',
      mail: 'AlexD@contoso.com',
      userPrincipalName: 'AlexD@contoso.com',
    });
    const text = "If Alex hasn't emailed me about zebus this week, send him an email titled 'Zebus' saying 'Hi'";
    const asked = await answer(text);
    assert.match(textOf(asked), /Which Alex do you mean\?/);
    const { card } = await megan.press(asked, 'Alex Wilber');
    assert.match(textOf(card!), /Send to Alex Wilber: "Zebus"/);
    assert.match(textOf(await answer(text)), /Send to Alex Wilber: "Zebus"/);
    const forged = await megan.invoke(
      'adaptiveCard/action',
      { action: { verb: 'sentence.who', data: { draft: 'not-a-draft-of-mine', address: 'x@example.com' } } },
      asked,
    );
    assert.match(JSON.stringify(forged.body), /too old, or it is somebody else/);
    await megan.nextCard((card) => /too old/.test(textOf(card)));
  });

  it('answers a question without doing anything', async () => {
    assert.match(
      textOf(await answer('tell me if I have emailed Lee Gu about dragons this week')),
      /You have not written to Lee Gu about dragons/,
    );
  });

  it('does nothing on what it cannot look up, and says what it can', async () => {
    const told = await answer("If it rains tomorrow, send Lee Gu an email titled 'Rain' saying 'Stay'");
    assert.match(textOf(told), /I cannot look that up[\s\S]*it rains tomorrow[\s\S]*whether somebody has emailed you/);
    assert.deepEqual(await drafts('Rain'), []);
    const { card } = await megan.press(told, 'Do it without that');
    assert.match(textOf(card!), /Send to Lee Gu: "Rain"/);
  });

  it('says when Microsoft 365 is busy, does nothing, and does it on another try', async () => {
    world.sandbox.tenant.faults.add([
      { match: { path: '/me/messages|/\\$batch' }, kind: 'status', status: 429, retryAfter: 300 },
    ]);
    const text = "If Nestor Wilke hasn't emailed me about gnus this week, send him an email titled 'Gnus' saying 'Hi'";
    const busy = await answer(text);
    assert.ok(actionsOf(cardOf(busy)).includes('Try again'), textOf(busy));
    world.sandbox.tenant.faults.clear();
    const { card } = await megan.press(busy, 'Try again');
    assert.match(textOf(card!), /Send to Nestor Wilke: "Gnus"/);
  });

  it('asks for what is missing with a button: the person’s sign-in first, and then it goes on', async () => {
    const lidia = await open('Lidia Holloway');
    await lidia.say(
      "If Nestor Wilke hasn't emailed me about yaks this week, send him an email titled 'Yaks' saying 'Hi'",
    );
    const shown = await lidia.nextCard((card) => /Yaks/.test(textOf(card)));
    assert.match(textOf(shown), /Send to Nestor Wilke: "Yaks"/);
    await lidia.close();
  });
});
