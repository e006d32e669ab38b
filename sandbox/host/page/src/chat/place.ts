/** What follows '#/chat/': a conversation, and which of its tabs is shown. */
export interface ChatPlace {
  id?: string;
  /** Absent: the messages. */
  tab?: {
    /** Its id, or what the app calls it (`entityId`), as deep links do. */
    name: string;
    subPageId?: string;
  };
}

const mark = '/tab/';

/** '19:…@thread.tacv2/tab/files/folder/b!1/01A' */
export function readChat(detail: string | undefined): ChatPlace {
  const [id, ...rest] = detail?.split(mark) ?? [];
  const [name, ...sub] = rest.join(mark).split('/');
  return {
    ...(id ? { id } : {}),
    ...(name ? { tab: { name, ...(sub.length > 0 ? { subPageId: sub.join('/') } : {}) } } : {}),
  };
}

export const writeChat = ({ id = '', tab }: ChatPlace): string =>
  tab ? `${id}${mark}${[tab.name, ...(tab.subPageId ? [tab.subPageId] : [])].join('/')}` : id;
