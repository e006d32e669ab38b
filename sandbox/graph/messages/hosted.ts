import { z } from 'zod';
import type { Place } from '../../teams/conversations.ts';
import type { MessageContent } from '../../teams/messages.ts';
import type { HostedContentRow, MessageRow } from '../../teams/tables.ts';
import type { Teams } from '../../teams/teams.ts';
import { invalidBody } from './faults.ts';
import { graphChatId } from './place.ts';

/** An image that is sent along with its message. https://learn.microsoft.com/graph/api/resources/chatmessagehostedcontent */
export const sentImage = z.object({
  '@microsoft.graph.temporaryId': z.string().min(1),
  contentBytes: z.base64(),
  contentType: z.string().regex(/^image\//i),
});

export interface Image {
  temporaryId: string;
  contentType: string;
  base64: string;
}

export function imagesOf(sent: z.output<typeof sentImage>[]): Image[] {
  const images = sent.map((image) => ({
    temporaryId: image['@microsoft.graph.temporaryId'],
    contentType: image.contentType,
    base64: image.contentBytes,
  }));
  if (new Set(images.map((image) => image.temporaryId)).size < images.length) throw invalidBody();
  return images;
}

/** Where Graph has a message: '/teams/…/channels/…/messages/1' or '/chats/…/messages/1', without the version. */
export const pathOf = (teams: Teams, place: Place, id: string, rootId?: string): string => {
  const root = place.team ? `/teams/${place.team.groupId}/channels/${place.id}` : `/chats/${graphChatId(teams, place)}`;
  return `${root}/messages/${rootId === undefined ? id : `${rootId}/replies/${id}`}`;
};

/**
 * Keeps the images of a message, and puts their addresses where body and cards say `../hostedContents/1/$value`.
 * @param id of the message, which need not be there yet
 */
export function withImages(
  teams: Teams,
  place: Place,
  { id, rootId }: Pick<MessageRow, 'id' | 'rootId'>,
  content: MessageContent,
  images: Image[],
): MessageContent {
  const addresses = new Map<string, string>();
  for (const [index, { temporaryId, contentType, base64 }] of images.entries()) {
    const key = Buffer.from(`id=${id}_${index},type=1,url=${teams.tenant.origin}/views/imgo`).toString('base64url');
    teams.tables.hostedContents.put({ id: key, messageId: id, contentType, base64 });
    const path = pathOf(teams, place, id, rootId);
    addresses.set(temporaryId, `${teams.tenant.origin}/v1.0${path}/hostedContents/${key}/$value`);
  }
  if (addresses.size === 0) return content;
  const placed = (text: string) =>
    text.replace(/\.\.\/hostedContents\/([^/"'\\]+)\/\$value/g, (whole, key: string) => addresses.get(key) ?? whole);
  return {
    ...content,
    text: placed(content.text),
    attachments: content.attachments.map((attachment) => ({
      ...attachment,
      ...(typeof attachment.content === 'object' && attachment.content !== null
        ? { content: JSON.parse(placed(JSON.stringify(attachment.content))) }
        : {}),
    })),
  };
}

export const hostedContentsOf = (teams: Teams, row: MessageRow): HostedContentRow[] =>
  row.deleted ? [] : teams.tables.hostedContents.by('message', row.id);
