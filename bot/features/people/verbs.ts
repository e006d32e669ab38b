import { colleague, findPeopleOutput } from '@aide/contracts/people';
import { z } from 'zod';
import { draftId, draftOf, verb } from '../../chat/draft.ts';
import { whoReply } from '../../chat/who.ts';
import { AideError } from '../../errors.ts';
import type { CardVerb } from '../chat.ts';
import { notInContacts } from './cards/contacts.ts';
import { peopleReply } from './cards/list.ts';
import { answerAbout } from './commands/answer.ts';
import { contactScopes, readScopes } from './scopes.ts';

const example = '“who is Megan Bowen”';

const question = z.object({
  ask: z.enum(['who', 'manager', 'reports', 'time', 'available']),
  name: z.string(),
  contacts: z.array(colleague),
});

/** The answer to "Which Megan do you mean?": remembered, and the question that was asked is answered. */
const who = verb({
  verb: 'people.who',
  data: z.object({ draft: draftId, address: z.string().max(320) }),
  scopes: readScopes,
  async run(ctx, { draft, address }) {
    const { ask, name, contacts } = await draftOf(ctx, draft, question, example);
    const chosen = contacts.find((c) => c.address === address);
    if (!chosen)
      throw new AideError('invalid_input', {
        message: 'somebody who was not offered',
        userMessage: 'I cannot use what this card sent.',
        remedy: `Ask me again, for instance: ${example}.`,
      });
    await ctx.directory.remember(name, chosen);
    return answerAbout(ctx, ask, chosen);
  },
});

/**
 * "Look in my contacts", of any feature's question who is meant (see `whoReply`): those found there are offered instead, in a draft
 * that says the same besides, so that the answer goes on where the question was asked.
 */
const contacts = verb({
  verb: 'people.contacts',
  data: z.object({
    name: z.string().min(1).max(200),
    verb: z.string().regex(/^[a-z]+\.[a-zA-Z]+$/),
    data: z.looseObject({ draft: draftId }),
    leave: z.string().max(300).optional(),
  }),
  scopes: contactScopes,
  async run(ctx, { name, verb: asking, data, leave }) {
    const asked = await draftOf(ctx, data.draft, z.looseObject({ contacts: z.array(z.unknown()) }), example);
    const found = await ctx.directory.inContacts(name);
    if (found.length === 0) return notInContacts(name, asking, data, leave);
    const draft = await ctx.drafts.put({ ...asked, contacts: found });
    return whoReply({ name, contacts: found, several: true }, asking, { ...data, draft }, leave);
  },
});

const list = z.object({ title: z.string(), people: findPeopleOutput.shape.people });

const page = verb({
  verb: 'people.page',
  data: z.object({ draft: draftId, from: z.int().min(0).max(1000) }),
  async run(ctx, { draft, from }) {
    const { title, people } = await draftOf(ctx, draft, list, example);
    return peopleReply({ title, people, draft, from: from < people.length ? from : 0 });
  },
});

export const verbs = [who, contacts, page] as CardVerb[];
