import assert from 'node:assert/strict';
import type { Graph } from '../support.ts';
import { type Office, openOffice, post } from '../teams/support.ts';
import { idsOf, type Json } from './support.ts';

describe('delta queries of a channel’s posts', () => {
  let office: Office;
  let megan: Graph;
  let alex: Graph;
  let posts: string;
  before(async () => {
    office = await openOffice();
    [megan, alex] = await Promise.all([office.as('Megan Bowen'), office.as('Alex Wilber')]);
    posts = `${office.channel('Go to Market Plan')}/messages`;
  });
  after(() => office.sandbox.stop());

  /** All pages, and the link to what comes after. */
  async function drain(path: string): Promise<{ seen: Json[]; link: string }> {
    const seen: Json[] = [];
    for (let next = path; ; ) {
      const { status, body } = await megan(next);
      assert.equal(status, 200, JSON.stringify(body));
      seen.push(...body.value);
      if (body['@odata.deltaLink']) return { seen, link: String(body['@odata.deltaLink']) };
      next = String(body['@odata.nextLink']);
    }
  }
  const say = (content: string) => post(megan, posts, { body: { content } });
  const answerTo = (id: string) => post(alex, `${posts}/${id}/replies`, { body: { content: 'Good' } });

  it('tell them oldest first by pages, and then what is new, edited, reacted to and taken back', async () => {
    const [a, b] = [await say('a'), await say('b')];
    const start = await drain(`${posts}/delta?$top=1`);
    assert.deepEqual(idsOf(start.seen.slice(-2)), [a.id, b.id]);
    assert.deepEqual(idsOf(start.seen), idsOf(start.seen).map(String).sort());
    assert(start.seen.every((message) => message.replyToId === null));
    assert.deepEqual((await drain(start.link)).seen, []);

    const c = await say('c');
    await megan(`${posts}/${a.id}/softDelete`, { method: 'POST' });
    await alex(`${posts}/${b.id}/setReaction`, { method: 'POST', body: { reactionType: '👍' } });
    const { seen } = await drain(start.link);
    assert.deepEqual(
      seen.map(({ id, deletedDateTime, reactions }) => [id, deletedDateTime !== null, (reactions as []).length]),
      [
        [c.id, false, 0],
        [a.id, true, 0],
        [b.id, false, 1],
      ],
    );
  });

  it('say nothing of replies, unless these are expanded: then the post comes with all of them', async () => {
    const { id } = await say('What do you think?');
    const [plain, expanded] = [await drain(`${posts}/delta`), await drain(`${posts}/delta?$expand=replies`)];
    const reply = await answerTo(id);
    assert.deepEqual((await drain(plain.link)).seen, []);
    const { seen } = await drain(expanded.link);
    assert.deepEqual(idsOf(seen), [id]);
    assert.deepEqual(idsOf(seen[0]?.replies as Json[]), [reply.id]);
    const refused = await megan(`${posts}/delta?$expand=hostedContents`);
    assert.deepEqual([refused.status, refused.body.error.code], [400, 'BadRequest']);
  });

  it('begin where $filter says, which knows lastModifiedDateTime gt alone', async () => {
    const [a, b] = [await say('a'), await say('b')];
    const { seen } = await drain(`${posts}/delta?$filter=lastModifiedDateTime gt ${a.lastModifiedDateTime}`);
    assert.deepEqual(idsOf(seen), [b.id]);
    const refused = await megan(`${posts}/delta?$filter=createdDateTime gt 2020-01-01T00:00:00Z`);
    assert.deepEqual([refused.status, refused.body.error.code], [400, 'BadRequest']);
  });

  it('have to begin anew with a token that is made up, somebody else’s, of another channel or forgotten', async () => {
    const { link } = await drain(`${posts}/delta`);
    const refused = async (graph: Graph, address: string) => {
      const { status, body } = await graph(address);
      assert.deepEqual([status, body.error.code], [410, 'syncStateNotFound']);
    };
    await refused(megan, `${posts}/delta?$deltatoken=made-up`);
    await refused(alex, link);
    const token = new URL(link).searchParams.get('$deltatoken');
    await refused(megan, `${office.channel('Design')}/messages/delta?$deltatoken=${token}`);
    await fetch(`${office.sandbox.url}/sandbox/delta/expire`, { method: 'POST' });
    await refused(megan, link);
    assert((await drain(`${posts}/delta`)).seen.length > 0);
  });

  it('are closed to those who are not in the team', async () => {
    const outsider = await office.as('Lee Gu');
    assert.equal((await outsider(`${posts}/delta`)).status, 403);
  });
});
