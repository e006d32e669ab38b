import { card, container, execute } from '../../../chat/cards.ts';
import { asked, bold, line, type Option, small } from '../../../chat/parts.ts';
import type { Reader } from '../../../chat/when.ts';
import type { Reply } from '../../chat.ts';
import { momentOf } from '../moment.ts';
import { factsOf } from '../propose.ts';
import { labelOf } from '../target.ts';
import { contentOf, type Wish } from '../wish.ts';
import { lookOf } from './look.ts';

/** How it will look, to whom it goes, and when. The card is itself the confirmation: its first button sends it. */
export function previewReply(wish: Wish, draft: string, reader: Reader, remains: string | undefined): Reply {
  const content = contentOf(wish);
  const { verb, title } = orderOf(wish);
  const options: Option[] = [
    { label: verb, verb: 'posts.send', data: { draft } },
    { label: 'Edit text', verb: 'posts.text', data: { draft } },
    ...(wish.edits ? [] : [{ label: wish.at ? 'Change time' : 'Later', verb: 'posts.later', data: { draft } }]),
    { label: 'Cancel', verb: 'posts.drop', data: { draft } },
  ];
  const facts = factsOf(content).filter((fact) => fact.title !== 'Subject');
  return asked(
    card({
      title: line(title),
      body: [
        container(
          [
            ...quoteOf(wish),
            ...(wish.subject ? [bold(line(wish.subject))] : []),
            ...lookOf(wish.text, content.mentions),
          ],
          'emphasis',
        ),
      ],
      facts: [...(wish.at ? [{ title: 'When', value: momentOf(wish.at, reader) }] : []), ...facts],
      ...(remains ? { note: wish.at ? 'Undo: it is cancelled, as long as it waits.' : `Undo: ${remains}` } : {}),
      actions: options.map((o, i) => execute(o.label, o.verb, o.data, i === 0 ? 'positive' : undefined)),
      fallbackText: `${title}: ${line(wish.text)}`,
    }),
    `${title}?`,
    options,
  );
}

/** What is answered, above the answer, as the chat will show it. */
function quoteOf({ to }: Wish) {
  if (to?.kind !== 'chat' || !to.quotes) return [];
  const { from, text } = to.quotes;
  const said = from || text ? `${from ?? 'Somebody'}${text ? `: ${text}` : ''}` : 'the message that you linked';
  return [small(line(`❝ ${said}`))];
}

/** What the first button does, and the card's title. */
export function orderOf({ to, at, edits }: Wish): { verb: string; title: string } {
  if (edits) return { verb: 'Change it', title: `Change your message in ${edits.place}` };
  const place = to ? labelOf(to) : '';
  const isAnswer = to?.kind === 'thread' || (to?.kind === 'chat' && to.quotes !== undefined);
  const verb = to?.kind === 'channel' ? 'Post' : isAnswer ? 'Reply' : 'Send';
  const where = to?.kind === 'channel' || to?.kind === 'thread' ? 'in' : 'to';
  return { verb: at ? 'Plan it' : verb, title: `${verb} ${where} ${place}${at ? ' later' : ''}` };
}
