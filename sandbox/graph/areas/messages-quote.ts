import { z } from 'zod';
import { hasBot } from '../../teams/conversations.ts';
import { escapeHtml } from '../../teams/html.ts';
import { newMessageId } from '../../teams/messages.ts';
import { postAsPerson } from '../../teams/people.ts';
import { teamsOf } from '../../teams/teams.ts';
import type { GraphCall, GraphReply, Route } from '../area.ts';
import { lowerNames } from '../calendar/wire.ts';
import { badRequest, forbidden, invalidBody } from '../messages/faults.ts';
import { withImages } from '../messages/hosted.ts';
import { readMessage } from '../messages/input.ts';
import { countCall } from '../messages/limits.ts';
import { chatIn, messageIn } from '../messages/place.ts';
import { quoteOf } from '../messages/quote.ts';
import { chatMessageOf } from '../messages/render.ts';
import { entity } from '../odata-reply.ts';

const body = z.object({
  messageIds: z.array(z.string().min(1)).min(1).max(10),
  replyMessage: z.record(z.string(), z.unknown()),
});

/** An answer in a chat, with what it answers above it. https://learn.microsoft.com/graph/api/chatmessage-replywithquote */
function replyWithQuote(call: GraphCall): GraphReply {
  const place = chatIn(call);
  countCall(call, place);
  const { me, tenant } = call;
  if (!me) throw forbidden('Messages are sent on behalf of a signed-in user only.');
  const teams = teamsOf(tenant);
  if (place.type === 'personal' && !hasBot(teams, place, teams.app.botId))
    throw forbidden('The app is not installed in this chat.');
  const read = body.safeParse(lowerNames(call.body));
  if (!read.success) throw invalidBody();
  const { content, images } = readMessage(read.data.replyMessage);
  const quoted = read.data.messageIds.map((message) =>
    messageIn({ ...call, params: { ...call.params, message } }, place),
  );
  if (quoted.some((row) => row.deleted)) throw badRequest('A deleted message cannot be replied to.');
  const quotes = quoted.map((row) => ({ ...quoteOf(teams, row), id: row.id }));
  const id = newMessageId(teams);
  const marks = quotes.map((quote) => `<attachment id="${quote.id}"></attachment>`).join('');
  const text = content.textFormat === 'html' ? content.text : escapeHtml(content.text).replaceAll('\n', '<br>');
  const said = {
    ...content,
    text: `${marks}${text}`,
    textFormat: 'html' as const,
    attachments: [...quotes, ...content.attachments],
  };
  const message = withImages(teams, place, { id }, said, images);
  return entity(call, chatMessageOf(teams, place, postAsPerson(teams, place, me, message, { id })), { status: 201 });
}

export const quoteRoutes = (path: string): Route[] => [
  { method: 'POST', path: `${path}/replyWithQuote`, handle: replyWithQuote },
];
