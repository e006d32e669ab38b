import type { Message } from '@microsoft/microsoft-graph-types';
import { mail } from '../../../../bot/features/mail/index.ts';
import { type Office as AnyOffice, createOffice as createAnyOffice } from '../office.ts';

export const megan = 'Megan Bowen';
export const alex = 'Alex Wilber';

export interface Office extends AnyOffice {
  /** Somebody writes to somebody, past Aide. @returns the message as it came to `to` */
  deliver(from: string, to: string, message: Record<string, unknown>): Promise<Message & { id: string }>;
  /** A message of a person's mailbox, as it is now. */
  inside(name: string, id: string, select?: string): Promise<Message>;
  /** Messages of a folder. */
  folder(name: string, folder: string, query?: string): Promise<(Message & { id: string })[]>;
  /** Lets the sandbox's clock run on. */
  later(duration: string): Promise<void>;
}

const scopes = [
  'Mail.ReadWrite',
  'Mail.Send',
  'Files.ReadWrite.All',
  'Tasks.ReadWrite',
  'ChannelMessage.Read.All',
  'Team.ReadBasic.All',
  'Channel.ReadBasic.All',
];

export async function createOffice(): Promise<Office> {
  const office = await createAnyOffice(mail, scopes);
  const immutable = async <T>(name: string, path: string): Promise<T> => {
    const token = await office.sandbox.tokenFor(
      name,
      scopes.map((scope) => `https://graph.microsoft.com/${scope}`),
    );
    const answer = await fetch(`${office.sandbox.url}/v1.0${path}`, {
      headers: { authorization: `Bearer ${token}`, prefer: 'IdType="ImmutableId"' },
    });
    return (await answer.json()) as T;
  };
  const folder: Office['folder'] = async (name, where, query = '') =>
    (
      await immutable<{ value: (Message & { id: string })[] }>(
        name,
        `/me/mailFolders/${where}/messages?$top=50${query}`,
      )
    ).value;
  let count = 0;
  return {
    ...office,
    folder,
    async deliver(from, to, message) {
      count++;
      const subject = message.subject ?? `Number ${count}`;
      const toRecipients = [{ emailAddress: { address: office.address(to) } }];
      await office.graphAs(from, 'POST', '/me/sendMail', { message: { toRecipients, ...message, subject } });
      const [came] = await folder(
        to,
        'inbox',
        `&$filter=${encodeURIComponent(`subject eq '${String(subject).replaceAll("'", "''")}'`)}`,
      );
      return came!;
    },
    inside: (name, id, select = '') => immutable(name, `/me/messages/${id}${select ? `?$select=${select}` : ''}`),
    async later(duration) {
      await fetch(`${office.sandbox.url}/sandbox/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ advance: duration }),
      });
    },
  };
}
