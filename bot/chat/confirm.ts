import type { Reply } from '../features/chat.ts';
import type { Operation } from '../features/operation.ts';
import { type CardParts, card, execute } from './cards.ts';
import { asked, buttons, line, type Option } from './parts.ts';

/**
 * What will happen, before it does.
 * @param more other ways, between doing it and leaving it
 * @param body shown above the facts, e.g. the text that is sent
 */
export function confirmReply(
  operation: Operation,
  verb: string,
  { more = [], body = [] }: { more?: Option[]; body?: CardParts['body'] } = {},
): Reply {
  const { title, facts, warnings, undo, remains } = operation.proposal!;
  const options: Option[] = [
    { label: verb, verb: 'operation.confirm', data: { id: operation.id } },
    ...more,
    { label: 'Leave it as it is', verb: 'operation.keep', data: {} },
  ];
  const undoText =
    undo === 'none'
      ? `This cannot be undone. ${remains ?? ''}`
      : undo === 'compensating'
        ? `Undo: ${remains ?? ''}`
        : '';
  const made = card({
    title: line(title),
    body,
    facts: facts.map((f) => ({ title: f.title, value: f.value.slice(0, 600) })),
    warnings: warnings.map((w) => w.slice(0, 600)),
    ...(undoText ? { note: undoText } : {}),
    actions: [execute(verb, 'operation.confirm', { id: operation.id }, 'positive'), ...buttons(options.slice(1))],
  });
  return asked(made, `${title}?`, options);
}

export const keptReply = (): Reply => ({
  text: 'Nothing was changed.',
  card: card({ title: 'Nothing was changed' }),
});
