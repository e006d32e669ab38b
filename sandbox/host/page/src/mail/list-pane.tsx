import { Button, makeStyles, SearchBox, Tab as TabItem, TabList, tokens } from '@fluentui/react-components';
import { ArrowClockwiseRegular, EditRegular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import { narrow } from '../app/use-narrow.ts';
import type { Listing } from '../session/use-reading.ts';
import { FolderSelect } from './folder-nav.tsx';
import type { Tab } from './mail-api.ts';
import type { Conversation, Message } from './message.ts';
import { MessageList } from './message-list.tsx';
import { useMail } from './use-mail.ts';
import { medium } from './widths.ts';

const useStyles = makeStyles({
  pane: {
    display: 'flex',
    flexDirection: 'column',
    width: '350px',
    flexShrink: 0,
    minHeight: 0,
    boxSizing: 'border-box',
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    [medium]: { width: '310px' },
    [narrow]: { width: '100%', flexGrow: 1, borderRight: 'none' },
  },
  head: { display: 'grid', gap: '8px', padding: '12px 12px 6px' },
  line: { display: 'flex', alignItems: 'center', gap: '4px', minWidth: 0 },
  title: {
    flexGrow: 1,
    minWidth: 0,
    margin: 0,
    fontSize: tokens.fontSizeBase500,
    fontWeight: tokens.fontWeightSemibold,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    // The field with the folders says it.
    [medium]: { position: 'absolute', width: '1px', height: '1px', clipPath: 'inset(50%)' },
  },
  newMail: { display: 'none', flexShrink: 0, [medium]: { display: 'inline-flex' } },
  search: { width: '100%', maxWidth: 'none', minWidth: 0 },
  tabs: { borderBottom: `1px solid ${tokens.colorNeutralStroke2}`, padding: '0 4px' },
});

/** How long nothing has to be typed before it is looked for. Milliseconds. */
const typingPause = 300;

interface Props {
  listing: Listing<Message>;
  conversations: readonly Conversation[];
  selected?: string;
  tab: Tab;
  onTab(tab: Tab): void;
  query: string;
  onQuery(query: string): void;
  onNew(): void;
}

/** A folder, what is in it, and looking for something. */
export function ListPane({ listing, conversations, selected, tab, onTab, query, onQuery, onNew }: Props) {
  const styles = useStyles();
  const { changed, folders, place } = useMail();
  const folder = folders.find(({ key }) => key === place.folder);
  const [text, setText] = useState(query);
  useEffect(() => setText(query), [query]);
  useEffect(() => {
    if (text === query) return;
    const timer = setTimeout(() => onQuery(text.trim()), text === '' ? 0 : typingPause);
    return () => clearTimeout(timer);
  }, [text, query, onQuery]);
  return (
    <div className={styles.pane}>
      <div className={styles.head}>
        <div className={styles.line}>
          <h2 className={styles.title}>{folder?.displayName ?? 'Mail'}</h2>
          <FolderSelect />
          <Button
            appearance="subtle"
            icon={<ArrowClockwiseRegular />}
            aria-label="Read again"
            onClick={() => {
              changed();
              listing.again();
            }}
          />
          <Button className={styles.newMail} appearance="primary" icon={<EditRegular />} onClick={onNew}>
            New
          </Button>
        </div>
        <SearchBox
          className={styles.search}
          aria-label="Search mail"
          placeholder="Search all folders"
          value={text}
          onChange={(_, { value }) => setText(value)}
          onKeyDown={(event) => event.key === 'Enter' && onQuery(text.trim())}
        />
      </div>
      {place.folder === 'inbox' && query === '' && (
        <TabList
          className={styles.tabs}
          size="small"
          selectedValue={tab}
          onTabSelect={(_, { value }) => onTab(value as Tab)}
          aria-label="Inbox"
        >
          <TabItem value="focused">Focused</TabItem>
          <TabItem value="other">Other</TabItem>
        </TabList>
      )}
      <MessageList listing={listing} conversations={conversations} selected={selected} query={query} />
    </div>
  );
}
