import { findPeopleOutput } from '@aide/contracts/people';
import { z } from 'zod';
import { draftId, draftOf, verb } from '../../chat/draft.ts';
import { AideError } from '../../errors.ts';
import type { CardVerb } from '../feature.ts';
import { peopleReply } from './cards/list.ts';
import { answerAbout } from './commands/answer.ts';
import { readScopes } from './scopes.ts';

const example = '“who is Megan Bowen”';

const contact = z.object({
  id: z.string().optional(),
  displayName: z.string(),
  address: z.string(),
  jobTitle: z.string().optional(),
  department: z.string().optional(),
});
const question = z.object({
  ask: z.enum(['who', 'manager', 'reports', 'time', 'available']),
  name: z.string(),
  contacts: z.array(contact),
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

const list = z.object({ title: z.string(), people: findPeopleOutput.shape.people });

const page = verb({
  verb: 'people.page',
  data: z.object({ draft: draftId, from: z.int().min(0).max(1000) }),
  async run(ctx, { draft, from }) {
    const { title, people } = await draftOf(ctx, draft, list, example);
    return peopleReply({ title, people, draft, from: from < people.length ? from : 0 });
  },
});

export const verbs = [who, page] as CardVerb[];
