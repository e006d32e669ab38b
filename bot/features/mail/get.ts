import { getInput, getOutput, type NamedTime, type WholeMail } from '@aide/contracts/mail';
import type { Attachment, Message } from '@microsoft/microsoft-graph-types';
import { DateTime } from 'luxon';
import { timesIn } from '../../language/passages.ts';
import type { Context, Profile, Query } from '../feature.ts';
import {
  attachmentsOf,
  attachmentsRequest,
  idOf,
  mailOf,
  messageRequest,
  peopleOf,
  readAll,
  shortFields,
} from './message.ts';
import { withoutQuoted } from './quoted.ts';
import { readScopes } from './scopes.ts';
import { limited } from './text.ts';

type Whole = Message & { value: Attachment[] };

export const getQuery: Query<typeof getInput, WholeMail> = {
  name: 'mail.get',
  title: 'One email, with its text, attachments and the times it names',
  scopes: readScopes,
  input: getInput,
  output: getOutput,
  run: (ctx, { message }) => readWhole(ctx, message),
};

/** One round trip; two by an internet message id. */
export async function readWhole(ctx: Context, message: string): Promise<WholeMail> {
  const id = await idOf(ctx, message);
  const [profile, now, [found, attached]] = await Promise.all([
    ctx.profile(),
    ctx.now(),
    readAll<Whole>(ctx, [
      await messageRequest(ctx, id, `${shortFields},toRecipients,ccRecipients,body,uniqueBody`),
      attachmentsRequest(id),
    ]),
  ]);
  return {
    ...mailOf(found!),
    to: peopleOf(found!.toRecipients),
    cc: peopleOf(found!.ccRecipients),
    ...limited(found!.body?.content ?? ''),
    ownText: limited(ownText(found!)).text,
    attachments: attachmentsOf(attached!)
      .filter(({ isInline }) => !isInline)
      .map(({ isInline: _, ...attachment }) => attachment),
    times: timesOf(found!, profile),
    timeZone: profile.timeZone,
    now: now.toUTC().toISO()!,
  };
}

/** What a message itself says, without what it quotes. */
export const ownText = ({ uniqueBody, body }: Message): string =>
  withoutQuoted(uniqueBody?.content || body?.content || '');

/** "Friday" in a mail is the Friday after it came. */
export function timesOf(message: Message, { timeZone, locale }: Profile): NamedTime[] {
  const now = DateTime.fromISO(message.receivedDateTime ?? '', { zone: timeZone });
  if (!now.isValid) return [];
  return timesIn(limited(ownText(message)).text, { now, locale }).map(({ text, start, end, kind }) => ({
    words: text,
    start: start.toISO()!,
    end: end.toISO()!,
    kind,
  }));
}
