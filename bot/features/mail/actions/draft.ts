import { type Draft, draftInput, draftOutput, forwardInput, replyInput } from '@aide/contracts/mail/write';
import type { z } from 'zod';
import { mailThread } from '../../../chat/about.ts';
import type { Action } from '../../feature.ts';
import { discardDraft, type Writing, writeDraft } from '../draft.ts';
import { outlookLink } from '../message.ts';
import { envelopeOf, factsOf, shortNames } from '../propose.ts';
import { writeScopes } from '../scopes.ts';

/** Drafts differ in what they begin with; all else is the same. Nothing is sent. */
function drafting<In extends z.ZodType>(
  name: `mail.${string}`,
  title: string,
  input: In,
  writingOf: (input: z.output<In>) => Writing,
): Action<In, Draft> {
  return {
    name,
    title,
    scopes: writeScopes,
    input,
    output: draftOutput,
    async propose(ctx, given) {
      const writing = writingOf(given);
      const envelope = await envelopeOf(ctx, writing);
      const to = envelope.to.length > 0 ? ` to ${shortNames(envelope.to)}` : '';
      return {
        title: `Write a draft${to}: "${envelope.subject || '(no subject)'}"`,
        facts: factsOf(envelope, writing.text),
        warnings: [],
        undo: 'exact',
        remains: 'The draft goes to Deleted Items.',
      };
    },
    async perform(ctx, given, operation, memory) {
      const draft = await writeDraft(ctx, writingOf(given), operation, memory);
      return {
        summary: `The draft "${draft.subject}" is in your Drafts`,
        warnings: [],
        links: outlookLink(draft.webLink),
        result: draft,
      };
    },
    // Performed again, it looks first whether the draft is there.
    recover: async () => 'repeat',
    async undo(ctx, _given, { result }) {
      await discardDraft(ctx, result.message);
      return { summary: `The draft "${result.subject}" is in Deleted Items` };
    },
    about: (_given, { result }) => mailThread(result.conversationId),
  };
}

export const draftAction = drafting('mail.draft', 'Write a draft', draftInput, (given) => ({ kind: 'new', ...given }));
export const replyAction = drafting('mail.reply', 'Write a draft of a reply', replyInput, (given) => ({
  kind: 'reply',
  ...given,
}));
export const replyAllAction = drafting('mail.replyAll', 'Write a draft of a reply to all', replyInput, (given) => ({
  kind: 'replyAll',
  ...given,
}));
export const forwardAction = drafting(
  'mail.forward',
  'Write a draft that forwards an email',
  forwardInput,
  (given) => ({
    kind: 'forward',
    ...given,
  }),
);
