import assert from 'node:assert/strict';
import type { Finding } from '../../../../bot/features/chat.ts';
import type { Context } from '../../../../bot/features/feature.ts';
import { receivedFact } from '../../../../bot/features/mail/facts/received.ts';
import { sentFact } from '../../../../bot/features/mail/facts/sent.ts';
import { mail } from '../../../../bot/features/mail/index.ts';
import { readSentence } from '../../../../bot/language/read.ts';
import { statementOf } from '../../../../bot/language/statements.ts';
import { fails } from '../office.ts';
import { alex, createOffice, megan as name, type Office } from './office.ts';

describe('what conditions ask of mail', function () {
  this.timeout(120_000);
  let office: Office;
  let megan: Context;
  before(async () => {
    office = await createOffice();
    megan = await office.as(name);
  });
  afterEach(() => {
    office.sandbox.tenant.faults.clear();
    office.consent(Object.keys(mail.reasons));
  });
  after(() => office.stop());

  async function find(said: string, ctx = megan): Promise<Finding> {
    const now = await megan.now();
    const statement = statementOf(said, '', (text) => readSentence(text, { now, locale: 'en-US' }))!;
    for (const fact of [receivedFact, sentFact]) {
      const mine = fact.read(statement);
      if (!mine) continue;
      const found = await fact.check(ctx, mine.request as never);
      assert(!('unclear' in found), 'somebody is unclear');
      return found;
    }
    return assert.fail(`no fact of ${said}`);
  }

  it('is whether somebody wrote, since when, and about what', async () => {
    const before = await find('Alex Wilber has sent me any emails about unicorns');
    assert.equal(before.count, 0);
    assert.match(before.because, /Alex Wilber has sent you no email about unicorns\./);
    await office.deliver(alex, name, { subject: 'Unicorns in the yard' });
    const after = await find('Alex Wilber has sent me any emails about unicorns in the past 2 days');
    assert.equal(after.count, 1);
    assert.match(after.because, /Alex Wilber has sent you “Unicorns in the yard” \(\d{1,2}:\d\d [AP]M\)/);
    assert.ok((await find('I have heard from Alex Wilber today')).count >= 1);
    const yesterday = await find('Alex Wilber has emailed me about unicorns yesterday');
    assert.equal(yesterday.count, 0);
  });

  it('counts what was deleted since, which has come all the same, and not what lies in Junk Email', async () => {
    const gone = await office.deliver(alex, name, { subject: 'Deleted dragons' });
    const junk = await office.deliver(alex, name, { subject: 'Junk griffins' });
    await office.graphAs(name, 'POST', `/me/messages/${gone.id}/move`, { destinationId: 'deleteditems' });
    await office.graphAs(name, 'POST', `/me/messages/${junk.id}/move`, { destinationId: 'junkemail' });
    assert.equal((await find('Alex Wilber has emailed me about dragons')).count, 1);
    assert.equal((await find('Alex Wilber has emailed me about griffins')).count, 0);
  });

  it('says when the last one came, where it came too early', async () => {
    await office.deliver('Lidia Holloway', name, { subject: 'Long ago' });
    await office.later('P4D');
    const found = await find('Lidia Holloway has emailed me in the past 2 days');
    assert.equal(found.count, 0);
    assert.match(found.because, /has sent you no email since .+\. The last one came /);
  });

  it('knows senders whom nobody in the directory is, by their names', async () => {
    assert.ok((await find('I have an email from Parcel Service')).count >= 1);
    assert.equal((await find('I have an email from Nobody Whatsoever')).count, 0);
  });

  it('is whether the person wrote: what waits in Drafts has not been sent', async () => {
    assert.equal((await find('I have emailed Lee Gu about gnomes in the past week')).count, 0);
    const toRecipients = [{ emailAddress: { address: office.address('Lee Gu') } }];
    await office.graphAs(name, 'POST', '/me/messages', { subject: 'Gnomes', toRecipients });
    assert.equal((await find('I have emailed Lee Gu about gnomes in the past week')).count, 0);
    await office.graphAs(name, 'POST', '/me/sendMail', { message: { subject: 'Gnomes', toRecipients } });
    const found = await find('I have sent Lee Gu an email about gnomes in the past week');
    assert.equal(found.count, 1);
    assert.match(found.because, /You wrote to Lee Gu: “Gnomes”/);
  });

  it('costs one round trip when the name is known', async () => {
    await find('Alex Wilber has emailed me this week');
    office.calls();
    await find('Alex Wilber has emailed me this week');
    const calls = office.calls().filter((call) => call === 'POST /$batch' || !call.startsWith('GET /me/mailFolders'));
    assert.ok(calls.length <= 2, calls.join('\n'));
  });

  it('needs somebody signed in who consented, hands on challenges, and waits out a 429', async () => {
    const said = 'Alex Wilber has emailed me this week';
    await assert.rejects(
      find(said, await office.as(name, undefined, undefined, { signedIn: false })),
      fails('signin_required'),
    );
    office.consent(['User.Read', 'MailboxSettings.Read', 'People.Read', 'User.ReadBasic.All']);
    await assert.rejects(find(said, await office.as(name, undefined, receivedFact.scopes)), fails('consent_required'));
    office.consent(Object.keys(mail.reasons));
    office.faults({ match: { path: '^/v1\\.0/' }, kind: 'claims' });
    await assert.rejects(find(said), fails('claims_challenge'));
    office.sandbox.tenant.faults.clear();
    office.faults({ match: { path: '/me/messages' }, kind: 'status', status: 429, retryAfter: 0, times: 1 });
    assert.ok((await find(said)).because);
  });
});
