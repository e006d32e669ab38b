/** What is typed and not sent, by person and conversation: kept by the browser, so that a reload loses nothing. */
export interface Drafts {
  get(conversation: string): string;
  set(conversation: string, text: string): void;
}

/** As much of the browser's localStorage as drafts need. */
export interface DraftStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

export function createDrafts(storage: DraftStorage, person: string): Drafts {
  const key = (conversation: string) => `draft ${person} ${conversation}`;
  return {
    get: (conversation) => storage.getItem(key(conversation)) ?? '',
    set(conversation, text) {
      if (text === '') storage.removeItem(key(conversation));
      else storage.setItem(key(conversation), text);
    },
  };
}
