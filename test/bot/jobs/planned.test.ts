import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Action, Feature } from '../../../bot/features/feature.ts';
import { createLog } from '../../../bot/log.ts';
import { startAide, startWorld, type WorldForTests } from '../../support/aide.ts';
import { actionsOf, cardOf, findAction, textOf } from '../../support/cards.ts';
import { type Client, openClient } from '../../support/teams-client.ts';

const input = z.object({ text: z.string(), at: z.string() });

/** "later 60 milk": notes it in that many minutes, as the person, with a call to Graph. */
function notesFeature(written: string[], scopes: string[]): Feature {
  const note: Action<typeof input, { text: string }> = {
    ...{ name: 'note.write', title: 'Note', scopes, input, output: z.object({ text: z.string() }) },
    propose: async () => ({ title: 'Note', facts: [], warnings: [], undo: 'exact' }),
    async perform(ctx, { text }) {
      await ctx.graph.get('/me', { $select: 'id' });
      written.push(text);
      return { summary: `Noted ${text}`, warnings: [], links: [], result: { text } };
    },
    async undo(_, { text }) {
      written.splice(written.indexOf(text), 1);
      return { summary: 'Taken back' };
    },
  };
  return {
    ...{ name: 'note', title: 'Notes', actions: [note], queries: [], verbs: [], reasons: {} },
    commands: [
      {
        ...{ name: 'note.later', title: 'Note later', examples: ['later 60 milk'], scopes: ['User.Read'] },
        read: ({ text }) => (text.startsWith('later ') ? { score: 1, request: text.split(' ') } : undefined),
        async run(ctx, [, minutes, text]: string[]) {
          const at = (await ctx.now())
            .plus({ minutes: Number(minutes) })
            .toUTC()
            .toISO()!;
          const action = note.name;
          await ctx.plans.add({ id: randomUUID(), action, at, title: `Note ${text}`, input: { text, at } });
          return { text: `Planned: ${text}` };
        },
      },
    ],
  };
}

describe('a plan in chat', () => {
  let world: WorldForTests;
  let megan: Client;
  const written: string[] = [];
  const scopes = ['User.Read'];
  const advance = async (by: string) => {
    await fetch(`${world.sandbox.url}/sandbox/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ advance: by }),
    });
  };
  before(async () => {
    world = await startWorld({
      features: [notesFeature(written, scopes)],
      log: createLog(process.env.TEST_LOG ?? 'silent'),
    });
    megan = await openClient(world.sandbox, 'Megan Bowen');
    await megan.nextCard();
  });
  after(async () => {
    await megan.close();
    await world.stop();
  });
  const plan = async (text: string) => {
    await megan.say(`later 60 ${text}`);
    assert.match(textOf(await megan.next()), /Planned/);
  };

  it('is listed, done at its time although Aide was restarted, told, and taken back', async () => {
    await plan('milk');
    await megan.say('planned');
    assert.match(textOf(await megan.nextCard()), /One thing is planned[\s\S]*Note milk/);
    await world.aide.stop();
    world.aide = await startAide(world.sandbox, {
      prefix: world.aide.prefix,
      features: [notesFeature(written, scopes)],
    });
    assert.deepEqual(written, []);
    await advance('PT61M');
    const told = await megan.nextCard();
    assert.match(textOf(told), /Noted milk/);
    assert.deepEqual(written, ['milk']);
    assert.match(textOf((await megan.press(told, 'Undo')).card!), /Undone/);
    assert.deepEqual(written, []);
  });

  it('of somebody who has signed out is told with a button that signs in and does it', async () => {
    await plan('tea');
    await megan.say('sign out');
    await megan.next();
    await advance('PT61M');
    const told = await megan.nextCard();
    assert.match(textOf(told), /Not done: Note tea[\s\S]*signed out/);
    assert.deepEqual(written, []);
    await megan.press(told, 'Do it now');
    assert.match(textOf(await megan.nextUpdate((m) => m.id === told.id)), /Noted tea/);
    assert.deepEqual(written, ['tea']);
    await megan.invoke('adaptiveCard/action', { action: findAction(cardOf(told), 'Do it now') }, told);
    assert.deepEqual(written, ['tea']);
  });

  it('that lacks a permission is told with the way to give it', async () => {
    scopes.push('Notes.ReadWrite');
    await plan('coffee');
    await advance('PT61M');
    const told = await megan.nextCard();
    assert.match(textOf(told), /Not done: Note coffee/);
    assert.deepEqual(actionsOf(cardOf(told)), ['Give what is missing', 'Do it now', 'Leave it']);
    assert.match(String(findAction(cardOf(told), 'Give what is missing')?.url), /\/auth\/start/);
    assert.match(textOf((await megan.press(told, 'Leave it')).card!), /Nothing was changed/);
    scopes.pop();
    assert.deepEqual(written, ['tea']);
  });

  it('that is found a day late is asked about', async () => {
    await plan('late');
    await world.aide.stop();
    await advance('P1D');
    world.aide = await startAide(world.sandbox, {
      prefix: world.aide.prefix,
      features: [notesFeature(written, scopes)],
    });
    const told = await megan.nextCard();
    assert.match(textOf(told), /more than twelve hours/);
    assert.match(textOf((await megan.press(told, 'Do it now')).card!), /Noted late/);
    assert.deepEqual(written, ['tea', 'late']);
  });
});
