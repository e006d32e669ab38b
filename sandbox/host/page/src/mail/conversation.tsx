import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons';
import { useEffect, useMemo, useRef, useState } from 'react';
import { readable } from '../api/http.ts';
import { useNotify } from '../app/notices.tsx';
import { narrow, useNarrow } from '../app/use-narrow.ts';
import { Problem } from '../tasks/problem.tsx';
import { CategoryChips } from './category-chips.tsx';
import { type FullMessage, topicOf } from './message.ts';
import { MessageCard } from './message-card.tsx';
import { ConversationTools } from './tools.tsx';
import { useMail } from './use-mail.ts';

const useStyles = makeStyles({
  pane: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    minWidth: 0,
    minHeight: 0,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  head: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: '8px',
    padding: '12px 20px 4px',
    [narrow]: { padding: '8px 12px 4px 4px' },
  },
  title: {
    margin: '3px 0 0',
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
    ':focus': { outline: 'none' },
    [narrow]: { fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  },
  titles: { display: 'grid', gap: '6px', minWidth: 0 },
  scroll: {
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    flexGrow: 1,
    minHeight: 0,
    overflowY: 'auto',
    padding: '8px 16px 24px',
    [narrow]: { padding: '4px 8px 16px' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
});

interface Props {
  /** The message that the address names. */
  selected: FullMessage;
  /** Oldest first. */
  all: readonly FullMessage[];
  error?: string;
  onAgain(): void;
  onBack(): void;
}

/** A whole conversation, the newest message on top and open, like those that were not read before. */
export function ConversationPane({ selected, all, error, onAgain, onBack }: Props) {
  const styles = useStyles();
  const isNarrow = useNarrow();
  const { folders, place } = useMail();
  const title = useRef<HTMLHeadingElement>(null);
  const messages = useMemo(() => {
    const hidden = new Set(
      folders.filter(({ wellKnown }) => wellKnown === 'deleteditems' || wellKnown === 'junkemail').map(({ id }) => id),
    );
    // What was thrown away is part of the conversation only where it lies.
    const shown = all.filter((m) => m.parentFolderId === selected.parentFolderId || !hidden.has(m.parentFolderId));
    return shown.reverse();
  }, [all, folders, selected.parentFolderId]);
  const { isOpen, toggle } = useOpenMessages(messages, selected.id);
  const keepUnread = useMarkAsRead(messages);
  // On a phone the conversation takes the list's place, and the focus with it.
  useEffect(() => {
    if (isNarrow) title.current?.focus();
  }, [isNarrow]);
  const folder = folders.find(({ key }) => key === place.folder);
  // Tools work on what the list shows of the conversation; opened from elsewhere, on the message itself.
  const here = messages.filter((m) => m.parentFolderId === folder?.id);
  const newest = messages.find((m) => !m.isDraft) ?? selected;
  return (
    <section className={styles.pane} aria-label="Reading pane">
      <div className={styles.head}>
        {isNarrow && (
          <Button appearance="subtle" icon={<ArrowLeftRegular />} aria-label="Back to the list" onClick={onBack} />
        )}
        <div className={styles.titles}>
          <h2 ref={title} tabIndex={-1} className={styles.title}>
            {topicOf(selected)}
          </h2>
          <CategoryChips names={[...new Set(messages.flatMap((m) => m.categories))]} />
        </div>
      </div>
      <ConversationTools
        messages={here.length > 0 ? here : [selected]}
        newest={newest}
        onUnread={keepUnread}
        onGone={onBack}
      />
      {error && <Problem text={error} onAgain={onAgain} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={styles.scroll} tabIndex={0} aria-label="Conversation">
        {messages.map((message) => (
          <MessageCard
            key={message.id}
            message={message}
            open={isOpen(message)}
            onToggle={() => toggle(message)}
            onUnread={keepUnread}
            onGone={messages.length === 1 ? onBack : undefined}
          />
        ))}
      </section>
    </section>
  );
}

/** Open are the newest, the one that was asked for and what is unread; once seen, each stays as it is until it is pressed. */
function useOpenMessages(messages: readonly FullMessage[], selected: string) {
  const [known, setKnown] = useState<ReadonlyMap<string, boolean>>(new Map());
  const newest = messages.find((m) => !m.isDraft)?.id;
  const isOpen = (m: FullMessage) => known.get(m.id) ?? (m.id === newest || m.id === selected || !m.isRead);
  const unseen = messages.filter(({ id }) => !known.has(id));
  useEffect(() => {
    if (unseen.length > 0) setKnown(new Map([...known, ...unseen.map((m) => [m.id, isOpen(m)] as const)]));
  });
  return { isOpen, toggle: (m: FullMessage) => setKnown(new Map(known).set(m.id, !isOpen(m))) };
}

/** What is seen is read: each message once, so that one that the person marks as unread stays so. @returns tells which those are */
function useMarkAsRead(messages: readonly FullMessage[]) {
  const { api, changed } = useMail();
  const notify = useNotify();
  const seen = useRef(new Set<string>());
  useEffect(() => {
    const unread = messages.filter((m) => !m.isRead && !seen.current.has(m.id)).map(({ id }) => id);
    for (const { id } of messages) seen.current.add(id);
    if (unread.length > 0)
      api.change(unread, { isRead: true }).then(changed, (error) => notify(readable(error), 'error'));
  }, [messages, api, changed, notify]);
  return (some: readonly { id: string }[]) => {
    for (const { id } of some) seen.current.add(id);
  };
}
