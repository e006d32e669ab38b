import { type RefObject, useEffect } from 'react';
import type { Message } from '../../../../teams/protocol.ts';
import { useSession } from '../session/session.tsx';

/** Reads the images inside of a message, which need the person's token, once its HTML is on the screen. */
export function useHostedImages(host: RefObject<HTMLElement | null>, message: Message, html: string): void {
  const { chat } = useSession();
  const { conversationId, id } = message;
  // biome-ignore lint/correctness/useExhaustiveDependencies: new HTML has new images
  useEffect(() => {
    let here = true;
    for (const image of host.current?.querySelectorAll<HTMLImageElement>('img[data-hosted]') ?? [])
      chat
        .hostedContent(conversationId, id, image.dataset.hosted ?? '')
        .then(dataUrl)
        .then((address) => {
          if (here) image.src = address;
        })
        .catch(() => {
          image.alt = image.alt || 'This picture could not be read.';
        });
    return () => {
      here = false;
    };
  }, [chat, conversationId, id, html, host]);
}

/** The page's policy knows no other address for what needs a token. */
const dataUrl = (blob: Blob) =>
  new Promise<string>((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result));
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(blob);
  });
