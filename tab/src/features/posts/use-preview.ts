import type { Target } from '@aide/contracts/posts';
import { useEffect, useRef, useState } from 'react';
import { useSession } from '../../app/session.ts';
import { useFound } from '../../components/use-found.ts';
import { contentOf, type Draft, isWritten } from './draft.ts';
import type { Preview } from './preview.tsx';

export interface Previewed {
  /** How it looks; of what was typed last the answer may be on its way. */
  value?: Preview;
  error?: unknown;
  /** `value` is of the draft as it is now. */
  current: boolean;
  retry(): void;
}

/** The bytes of an image do not change how a message is written, only where it goes: one that is as small as can be stands for it. */
const nothing = 'AAAA';

/** Asks the server how the draft will look, a moment after the last key. */
export function usePreview(draft: Draft): Previewed {
  const { api } = useSession();
  const [turn, setTurn] = useState(0);
  const content = contentOf(draft);
  const to = draft.edits ? targetOf(draft) : draft.to;
  const input = {
    ...content,
    to,
    ...(content.images ? { images: content.images.map((image) => ({ ...image, contentBytes: nothing })) } : {}),
  };
  const asked = to && isWritten(draft) ? `${turn} ${JSON.stringify(input)}` : '';
  const { value, error } = useFound(asked, (words, signal) =>
    api.query<Preview>('posts.preview', JSON.parse(words.slice(words.indexOf(' ') + 1)), signal),
  );
  const last = useRef<Preview>(undefined);
  useEffect(() => {
    if (value) last.current = value;
  }, [value]);
  return {
    value: asked === '' ? undefined : (value ?? last.current),
    error,
    current: value !== undefined,
    retry: () => setTurn((t) => t + 1),
  };
}

/** Where a message that is changed lies. */
function targetOf({ edits }: Draft): Target | undefined {
  if (!edits) return undefined;
  const { message } = edits;
  return 'chatId' in message
    ? { kind: 'chat', chatId: message.chatId }
    : { kind: 'channel', teamId: message.teamId, channelId: message.channelId };
}
