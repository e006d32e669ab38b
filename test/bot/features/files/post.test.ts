import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Context } from '../../../../bot/features/feature.ts';
import { files } from '../../../../bot/features/files/index.ts';
import { postAction } from '../../../../bot/features/files/post.ts';
import { actionsOf } from '../../../support/cards.ts';
import { createMemory, createOffice, type Office } from './office.ts';

describe('posting a file', () => {
  let office: Office;
  let megan: Context;
  let file: { itemId: string };
  before(async () => {
    office = await createOffice();
    megan = await office.as('Megan Bowen');
    file = await office.put(megan, 'Budget deck.pptx');
  });
  after(() => office.stop());

  const channel = () => {
    const { groups, channels } = office.sandbox.tenant.tables;
    const team = [...groups.all()].find(({ displayName }) => displayName === 'Mark 8 Project Team');
    const found = [...channels.all()].find((c) => c.displayName === 'General' && c.teamId === team?.id);
    assert(found);
    return { teamId: found.teamId, channelId: found.id };
  };

  it('gives the team access, posts as the person, and takes both back', async () => {
    const id = randomUUID();
    const proposed = await megan.operations.propose(postAction, { file, to: channel() }, id);
    assert.match(proposed.proposal?.title ?? '', /^Post “Budget deck.pptx” in General$/);
    const done = await megan.operations.confirm(id);
    assert.equal(done.state, 'done');
    const groups = (await office.permissions('Megan Bowen', file.itemId)).filter((p) => p.grantedToV2?.group);
    assert.equal(groups.length, 1);
    const undone = await megan.operations.undo(id);
    assert.match(undone.receipt?.summary ?? '', /taken back/);
    assert.equal((await office.permissions('Megan Bowen', file.itemId)).filter((p) => p.grantedToV2?.group).length, 0);
  });

  it('leaves the post and says so where taking it back is not allowed', async () => {
    office.consent(Object.keys(files.reasons).filter((scope) => scope !== 'ChannelMessage.ReadWrite'));
    const alex = await office.as('Alex Wilber', undefined, ['Files.ReadWrite', 'User.Read', 'MailboxSettings.Read']);
    const own = await office.put(alex, 'Alex.txt');
    const proposed = await alex.operations.propose(postAction, { file: own, to: channel() });
    assert.match(proposed.proposal?.remains ?? '', /post itself stays/);
    office.consentAll();
  });

  it('never posts twice: after a crash it is not known', async () => {
    const memory = createMemory();
    const input = postAction.input.parse({ file, to: channel() });
    assert.equal(await postAction.recover!(megan, input, 'x', memory), 'repeat');
    await postAction.perform(megan, input, 'x', memory);
    const found = await postAction.recover!(megan, input, 'x', memory);
    assert(typeof found === 'object' && 'unknown' in found);
  });

  it('finds the channel that is named, and asks when none is', async () => {
    const confirm = await office.say(megan, 'post the budget deck in Mark 8 Project Team General');
    assert.deepEqual(actionsOf(confirm.card as never), ['Post it', 'Leave it as it is']);
    const asked = await office.say(megan, 'post the budget deck in Zorblax');
    assert.match(asked.text, /no channel called “Zorblax”/);
    const again = await office.press(megan, 'files.place', { draft: draftIn(asked.card), place: 'Mark 8 General' });
    assert.match(again.text, /Post “Budget deck.pptx”/);
  });

  const draftIn = (card: unknown) => /"draft":"([^"]+)"/.exec(JSON.stringify(card))?.[1] ?? '';
});
