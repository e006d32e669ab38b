import { z } from 'zod';

/** What a person wants: they wrote a sentence, or pressed a card's button. It can wait for a sign-in, encrypted. */
export const wish = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sentence'), text: z.string(), cardId: z.undefined().optional() }),
  z.object({
    kind: z.literal('press'),
    verb: z.string().min(1).max(128),
    data: z.record(z.string(), z.unknown()),
    /** The message that shows the card. */
    cardId: z.string().optional(),
    /** The card is a file consent card, which is answered once and then goes. */
    fileConsent: z.literal(true).optional(),
  }),
]);
export type Wish = z.output<typeof wish>;

const actionOfExecute = z.looseObject({
  action: z.looseObject({ verb: z.string().min(1).max(128), data: z.record(z.string(), z.unknown()).nullish() }),
});
const actionOfSubmit = z.looseObject({
  verb: z.string().min(1).max(128),
  data: z.record(z.string(), z.unknown()).nullish(),
});

/** Action.Execute: `{action: {verb, data}}`; inputs of the card are in `data` already. */
export function readExecute(value: unknown, cardId?: string): Wish | undefined {
  const read = actionOfExecute.safeParse(value);
  if (!read.success) return undefined;
  return { kind: 'press', verb: read.data.action.verb, data: read.data.action.data ?? {}, cardId };
}

/** Action.Submit of ours: `{verb, data}`, with the card's inputs beside them. */
export function readSubmit(value: unknown, cardId?: string): Wish | undefined {
  const read = actionOfSubmit.safeParse(value);
  if (!read.success) return undefined;
  const { verb, data, ...inputs } = read.data;
  return { kind: 'press', verb, data: { ...inputs, ...data }, cardId };
}

const actionOfFileConsent = z.looseObject({
  action: z.enum(['accept', 'decline']),
  context: actionOfSubmit,
  uploadInfo: z.record(z.string(), z.unknown()).nullish(),
});

/**
 * The answer to a file consent card, as its verb pressed: with `upload` when the person agreed, with `declined` when not.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4#invoke-activity-when-the-user-accepts-the-file
 */
export function readFileConsent(value: unknown, cardId?: string): Wish | undefined {
  const read = actionOfFileConsent.safeParse(value);
  if (!read.success) return undefined;
  const { action, context, uploadInfo } = read.data;
  const answer = action === 'accept' ? { upload: uploadInfo ?? {} } : { declined: true };
  return { kind: 'press', verb: context.verb, data: { ...context.data, ...answer }, cardId, fileConsent: true };
}
