import { z } from 'zod';
import type { Area, GraphCall, GraphReply } from '../area.ts';
import { GraphFailure } from '../area.ts';
import { flag, oneOf, readBody } from '../calendar/wire.ts';
import { messageOf } from '../mail/messages.ts';
import { draftOf, readWritten, sendOrErase } from '../mail/write.ts';
import { collection } from '../odata-reply.ts';

const mailBody = z.strictObject({ message: z.record(z.string(), z.unknown()), saveToSentItems: flag.nullish() });

/** https://learn.microsoft.com/graph/api/user-sendmail */
async function sendMail(call: GraphCall): Promise<GraphReply> {
  const json = typeof call.body === 'string' ? undefined : readBody(mailBody, call.body);
  const written = await readWritten(json ? json.message : call.body);
  await sendOrErase(call, await draftOf(call, written), json?.saveToSentItems ?? true);
  return { status: 202 };
}

const idTypes = oneOf(['restId', 'restImmutableEntryId', 'ewsId', 'entryId', 'immutableEntryId']);
const ids = z.strictObject({
  inputIds: z.array(z.string()).min(1).max(1000),
  sourceIdType: idTypes,
  targetIdType: idTypes,
});

/** https://learn.microsoft.com/graph/api/user-translateexchangeids: an id for another use, e.g. one that stays. */
function translate(call: GraphCall): GraphReply {
  const { inputIds, sourceIdType, targetIdType } = readBody(ids, call.body);
  const rest = (id: string) =>
    /^(ewsId|entryId)$/.test(sourceIdType) ? id.replaceAll('/', '-').replaceAll('+', '_') : id;
  const items = inputIds.map((sourceId) => {
    const target = targetOf(call, rest(sourceId), targetIdType);
    if ('errorDetails' in target) return { sourceId, ...target };
    const { id } = target;
    const targetId = /^(ewsId|entryId)$/.test(targetIdType) ? id.replaceAll('-', '/').replaceAll('_', '+') : id;
    return { sourceId, targetId };
  });
  return collection(call, items, { pageSize: 1000 });
}

/** What is not there is said of that id alone: the others are translated all the same. */
function targetOf({ tenant, user }: GraphCall, id: string, type: string) {
  try {
    const message = messageOf(tenant, user.id, id);
    return { id: /immutable/i.test(type) ? message.id : message.movingId };
  } catch (error) {
    if (!(error instanceof GraphFailure)) throw error;
    return { errorDetails: { code: error.code, message: error.message } };
  }
}

/** What a person does with mail that is in no path yet, or anywhere. */
export const sendingMail: Area = {
  name: 'send mail',
  routes: [
    { method: 'POST', path: '{user}/sendMail', mailbox: true, text: true, handle: sendMail },
    { method: 'POST', path: '{user}/translateExchangeIds', mailbox: true, handle: translate },
  ],
};
