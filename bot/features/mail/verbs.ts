import { z } from 'zod';
import { draftId, draftOf, verb } from '../../chat/draft.ts';
import { AideError } from '../../errors.ts';
import { proceed } from './proceed.ts';
import { peopleScopes, placeScopes, readScopes, writeScopes } from './scopes.ts';
import { draftReply } from './send.ts';
import { answered, whoDraft, whose } from './settle.ts';
import { inChannel, placesDraft } from './settle-channel.ts';
import { showMails } from './show.ts';
import { choiceDraft, pageDraft, type What, wish, wishFor } from './wish.ts';

const example = 'show my unread mail';
const index = z.number().int().min(0).max(999);

/** What was chosen comes back from outside: only what the card offered counts. */
function chosenOf<T>(offered: T[], at: number): T {
  const chosen = offered[at];
  if (chosen !== undefined) return chosen;
  throw new AideError('invalid_input', {
    userMessage: 'That is nothing the card offers.',
    remedy: 'Press one of its buttons, or ask again.',
  });
}

const who = verb({
  verb: 'mail.who',
  data: z.object({ draft: draftId, whose, address: z.string().max(320).optional() }),
  scopes: placeScopes,
  async run(ctx, { draft, whose: where, address }) {
    const { wish: asked, contacts } = await draftOf(ctx, draft, whoDraft, example);
    const chosen = contacts.find((contact) => contact.address === address);
    const name = where.list === 'sender' ? asked.which?.from : asked[where.list][where.index]?.name;
    // The next time this name means the same person.
    if (chosen && name) await ctx.directory.remember(name, chosen);
    const person = chosen && { name: chosen.displayName, address: chosen.address };
    return proceed(ctx, answered(asked, where, person));
  },
});

const which = verb({
  verb: 'mail.which',
  data: z.object({ draft: draftId, index }),
  scopes: placeScopes,
  async run(ctx, { draft, index: at }) {
    const asked = await draftOf(ctx, draft, choiceDraft, example);
    return proceed(ctx, { ...asked.wish, mail: chosenOf(asked.mails, at) }, draft);
  },
});

const where = verb({
  verb: 'mail.where',
  data: z.object({ draft: draftId, index }),
  scopes: placeScopes,
  async run(ctx, { draft, index: at }) {
    const asked = await draftOf(ctx, draft, placesDraft, example);
    return proceed(ctx, inChannel(asked.wish, chosenOf(asked.places, at)), draft);
  },
});

const write = verb({
  verb: 'mail.write',
  data: z.object({ draft: draftId, text: z.string().max(20_000).optional(), subject: z.string().max(255).optional() }),
  scopes: peopleScopes,
  async run(ctx, { draft, text, subject }) {
    const asked = await draftOf(ctx, draft, wish, example);
    const said = { ...(text?.trim() ? { text } : {}), ...(subject?.trim() ? { subject: subject.trim() } : {}) };
    return proceed(ctx, { ...asked, ...said });
  },
});

const toWhom = verb({
  verb: 'mail.toWhom',
  data: z.object({ draft: draftId, names: z.string().max(2000).optional() }),
  scopes: peopleScopes,
  async run(ctx, { draft, names = '' }) {
    const asked = await draftOf(ctx, draft, wish, example);
    const to = names
      .split(/\s*(?:,|;|&|\band\b)\s*/iu)
      .map((name) => ({ name: name.trim().slice(0, 200) }))
      .filter(({ name }) => name);
    return proceed(ctx, { ...asked, to });
  },
});

const keepDraft = verb({
  verb: 'mail.draft',
  data: z.object({ draft: draftId }),
  scopes: writeScopes,
  run: async (ctx, { draft }) => draftReply(ctx, await draftOf(ctx, draft, wish, example), draft),
});

const more = verb({
  verb: 'mail.more',
  data: z.object({ draft: draftId, from: z.number().int().min(0).max(10_000) }),
  scopes: readScopes,
  async run(ctx, { draft, from }) {
    return showMails(ctx, (await draftOf(ctx, draft, pageDraft, example)).view, from);
  },
});

const open = verb({
  verb: 'mail.open',
  data: z.object({ draft: draftId, index }),
  scopes: readScopes,
  async run(ctx, { draft, index: at }) {
    const { view, shown } = await draftOf(ctx, draft, pageDraft, example);
    return proceed(ctx, wishFor(view.sentence, { what: { kind: 'read' }, mail: chosenOf(shown, at) }));
  },
});

const acts: Record<'reply' | 'forward' | 'task' | 'save' | 'archive', What> = {
  reply: { kind: 'reply' },
  forward: { kind: 'forward' },
  task: { kind: 'task' },
  save: { kind: 'save' },
  archive: { kind: 'move', folder: 'archive' },
};

const act = verb({
  verb: 'mail.act',
  data: z.object({ draft: draftId, act: z.enum(Object.keys(acts) as [keyof typeof acts]) }),
  scopes: peopleScopes,
  async run(ctx, { draft, act: what }) {
    const asked = await draftOf(ctx, draft, wish, example);
    // Each button of the card does its thing once.
    return proceed(ctx, { ...asked, what: acts[what] }, `${draft}-${what}`);
  },
});

export const verbs = [who, which, where, write, toWhom, keepDraft, more, open, act];
