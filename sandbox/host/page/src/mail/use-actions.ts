import { readable } from '../api/http.ts';
import { useNotify } from '../app/notices.tsx';
import type { FolderNode } from './folders.ts';
import type { Answering } from './mail-api.ts';
import type { Message } from './message.ts';
import { useMail } from './use-mail.ts';

const count = (messages: readonly Message[]) => (messages.length === 1 ? 'Message' : `${messages.length} messages`);
const idsOf = (messages: readonly Message[]) => messages.map(({ id }) => id);

/** What can be done with messages. Each says what it did, or why not. @returns whether it was done */
export function useActions() {
  const { api, changed, drafts } = useMail();
  const notify = useNotify();
  const run = async (work: Promise<unknown>, said?: string): Promise<boolean> => {
    try {
      await work;
      if (said) notify(said);
      return true;
    } catch (error) {
      notify(readable(error), 'error');
      return false;
    } finally {
      changed();
    }
  };
  return {
    markRead: (messages: readonly Message[], isRead: boolean) => run(api.change(idsOf(messages), { isRead })),
    flag: (messages: readonly Message[], flagStatus: Message['flag']['flagStatus']) =>
      run(api.change(idsOf(messages), { flag: { flagStatus } })),
    /** Sets or takes a category; the others of each message stay. */
    async categorize(messages: readonly Message[], name: string, isSet: boolean): Promise<boolean> {
      const work = messages.map(({ id, categories }) => {
        const others = categories.filter((other) => other !== name);
        return api.change([id], { categories: isSet ? [...others, name] : others });
      });
      return run(Promise.all(work));
    },
    move: (messages: readonly Message[], to: FolderNode) =>
      run(api.move(idsOf(messages), to.id), `${count(messages)} moved to ${to.displayName}`),
    remove: (messages: readonly Message[], forGood: boolean) =>
      run(api.remove(idsOf(messages)), `${count(messages)} deleted${forGood ? ' for good' : ''}`),
    async answer(message: Message, how: Answering): Promise<void> {
      await run(api.answer(message.id, how).then((draft) => drafts.open(draft.id, message.id, true)));
    },
  };
}
export type Actions = ReturnType<typeof useActions>;
