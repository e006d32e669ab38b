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
