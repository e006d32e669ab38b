import { makeStyles, tokens, useArrowNavigationGroup } from '@fluentui/react-components';
import { MailInboxCheckmarkRegular, MailOffRegular, SearchRegular } from '@fluentui/react-icons';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { ListEnd } from '../app/list-end.tsx';
import { Empty, Failed, Reading } from '../files/states.tsx';
import type { Listing } from '../session/use-reading.ts';
import { isOwn } from './folders.ts';
import type { Conversation, Message } from './message.ts';
import { Row } from './row.tsx';
import { useActions } from './use-actions.ts';
import { useMail } from './use-mail.ts';

const useStyles = makeStyles({
  scroll: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    minHeight: 0,
    overflowY: 'auto',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  // Of thousands of rows only those that can be seen are laid out and painted.
  long: { '& > li': { contentVisibility: 'auto', containIntrinsicSize: 'auto 77px' } },
});

/** Rows that are drawn all at once, seen or not. */
const shortList = 100;

interface Props {
  listing: Listing<Message>;
  conversations: readonly Conversation[];
  /** Key of the conversation that is open. */
  selected?: string;
  /** What is looked for; '' = the folder is shown. */
  query: string;
}

/** The folder's conversations, or what was found. Arrows go through them, Delete deletes, Insert flags. */
export function MessageList({ listing, conversations, selected, query }: Props) {
  const styles = useStyles();
  const { folders, place } = useMail();
  const actions = useActions();
  const arrows = useArrowNavigationGroup({ axis: 'vertical', memorizeCurrent: true });
  const list = useRef<HTMLUListElement>(null);
  useReturningFocus(list, conversations, selected);
  const folder = folders.find(({ key }) => key === place.folder);
  const onKeyDown =
    ({ messages }: Conversation) =>
    (event: KeyboardEvent) => {
      if (event.key === 'Delete') {
        // The focus stays where the row was.
        const here = event.currentTarget.closest('li');
        const next = (here?.nextElementSibling ?? here?.previousElementSibling)?.querySelector('a');
        void actions.remove(messages, folder?.wellKnown === 'deleteditems').then((done) => done && next?.focus());
      } else if (event.key === 'Insert') {
        const isFlagged = messages.some((m) => m.flag.flagStatus === 'flagged');
        void actions.flag(isFlagged ? messages : messages.slice(0, 1), isFlagged ? 'notFlagged' : 'flagged');
      } else return;
      event.preventDefault();
    };
  const { value, error, again, more } = listing;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label="Messages">
      {conversations.length > 0 && (
        <ul
          ref={list}
          className={conversations.length > shortList ? `${styles.list} ${styles.long}` : styles.list}
          aria-label={query ? 'Found messages' : (folder?.displayName ?? 'Messages')}
          {...arrows}
        >
          {conversations.map((conversation) => (
            <Row
              key={conversation.key}
              conversation={conversation}
              selected={conversation.key === selected}
              own={query === '' && isOwn(folder)}
              showsFolder={query !== ''}
              onKeyDown={onKeyDown(conversation)}
            />
          ))}
        </ul>
      )}
      {value && conversations.length === 0 && !more && <Nothing query={query} isInbox={place.folder === 'inbox'} />}
      {error && <Failed error={error} again={value && more ? more : again} />}
      {!value && !error && <Reading label="Reading the messages" rows={6} />}
      {more && !error && <ListEnd onSeen={more} />}
    </section>
  );
}

function Nothing({ query, isInbox }: { query: string; isInbox: boolean }) {
  if (query)
    return (
      <Empty icon={SearchRegular} title="Nothing found">
        No message has all of these words. from:, subject: and attachment: look in one place only.
      </Empty>
    );
  if (isInbox)
    return (
      <Empty icon={MailInboxCheckmarkRegular} title="All done">
        Mail that arrives shows here at once.
      </Empty>
    );
  return <Empty icon={MailOffRegular} title="This folder is empty" />;
}

/** When what was open is closed, or gone, the focus goes back to its row, or to the one that stands there now. */
function useReturningFocus(
  list: React.RefObject<HTMLUListElement | null>,
  conversations: readonly Conversation[],
  selected: string | undefined,
): void {
  const last = useRef<{ key: string; at: number }>(undefined);
  useEffect(() => {
    if (selected !== undefined) {
      last.current = { key: selected, at: conversations.findIndex(({ key }) => key === selected) };
      return;
    }
    if (!last.current) return;
    const { key, at } = last.current;
    last.current = undefined;
    // Whoever has gone elsewhere meanwhile stays there.
    if (document.activeElement && document.activeElement !== document.body) return;
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-conversation]') ?? [])];
    const row =
      rows.find((one) => one.dataset.conversation === key) ?? rows[Math.min(Math.max(at, 0), rows.length - 1)];
    row?.focus({ preventScroll: false });
  }, [list, conversations, selected]);
}
