import type { Recipient } from '@aide/contracts/mail';
import type { Proposal } from '@aide/contracts/operations';
import type { Attachment, Message } from '@microsoft/microsoft-graph-types';
import { names } from '../../chat/names.ts';
import type { Context } from '../feature.ts';
import type { Writing } from './draft.ts';
import {
  attachmentsOf,
  attachmentsRequest,
  idOf,
  messageRequest,
  nameOf,
  peopleOf,
  readAll,
  subjectOf,
} from './message.ts';
import { beginning } from './text.ts';

/** What a mail will be: to whom, with which subject. */
export interface Envelope {
  to: Partial<Recipient>[];
  cc: Partial<Recipient>[];
  bcc: Partial<Recipient>[];
  subject: string;
  /** Names of the files that go along. */
  files: string[];
}

/** Of an answer it is read what it answers: one round trip. */
export async function envelopeOf(ctx: Context, writing: Writing): Promise<Envelope> {
  if (writing.kind === 'new') return { ...writing, files: [] };
  const id = await idOf(ctx, writing.message);
  const forwards = writing.kind === 'forward';
  const [{ mail }, [message, attached]] = await Promise.all([
    ctx.profile(),
    readAll<Message & { value: Attachment[] }>(ctx, [
      await messageRequest(ctx, id, 'id,subject,from,replyTo,toRecipients,ccRecipients'),
      ...(forwards ? [attachmentsRequest(id)] : []),
    ]),
  ]);
  const subject = `${forwards ? 'FW' : 'RE'}: ${subjectOf(message!).replace(/^(?:(?:re|fw|fwd):\s*)+/i, '')}`;
  if (forwards) {
    const files = attachmentsOf(attached!).filter(({ isInline }) => !isInline);
    return { to: writing.to, cc: [], bcc: [], subject, files: files.map(({ name }) => name) };
  }
  return { ...answered(message!, writing.kind === 'replyAll', mail), bcc: [], subject, files: [] };
}

/** Whom Exchange addresses an answer to. Answering one's own message means those it went to. */
function answered(message: Message, all: boolean, mine: string): Pick<Envelope, 'to' | 'cc'> {
  const isMe = ({ address }: Partial<Recipient>) => address?.toLowerCase() === mine.toLowerCase();
  const [sender] = message.from ? peopleOf([message.from]) : [];
  const to = peopleOf(message.toRecipients);
  const replyTo = peopleOf(message.replyTo);
  const first = sender && isMe(sender) ? to : replyTo.length > 0 ? replyTo : sender ? [sender] : [];
  if (!all) return { to: first, cc: [] };
  const everybody = [...first, ...to.filter((person) => !isMe(person))];
  const once = new Map(everybody.map((person) => [person.address?.toLowerCase(), person]));
  return { to: [...once.values()], cc: peopleOf(message.ccRecipients).filter((person) => !isMe(person)) };
}

const listed = (people: Partial<Recipient>[]) => names(people.map(labelOf), 12);
/** Those outside of what one knows are told by their address. */
const labelOf = (person: Partial<Recipient>) =>
  person.name && person.address && person.name !== person.address
    ? `${person.name} <${person.address}>`
    : nameOf(person);

/** A mail in facts. */
export function factsOf({ to, cc, bcc, subject, files }: Envelope, text: string): Proposal['facts'] {
  return [
    ...(to.length > 0 ? [{ title: 'To', value: listed(to) }] : []),
    ...(cc.length > 0 ? [{ title: 'Cc', value: listed(cc) }] : []),
    ...(bcc.length > 0 ? [{ title: 'Bcc', value: listed(bcc) }] : []),
    { title: 'Subject', value: subject || '(no subject)' },
    ...(files.length > 0 ? [{ title: 'Attached', value: names(files, 6) }] : []),
    ...(text ? [{ title: 'Text', value: beginning(text, 500) }] : []),
  ];
}

export const shortNames = (people: Partial<Recipient>[]): string => names(people.map(nameOf));
