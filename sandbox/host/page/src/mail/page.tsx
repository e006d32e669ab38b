import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useCallback, useMemo, useState } from 'react';
import { readable } from '../api/http.ts';
import { useNotify } from '../app/notices.tsx';
import { narrow } from '../app/use-narrow.ts';
import { go } from '../app/use-route.ts';
import { useMinute } from '../session/clock.ts';
import { useSession } from '../session/session.tsx';
import { useGraphWrites } from '../session/use-graph-writes.ts';
import { useReading } from '../session/use-reading.ts';
import { Arrivals } from './arrivals.tsx';
import { FolderNav } from './folder-nav.tsx';
import { ListPane } from './list-pane.tsx';
import { createMailApi, mailScopes, type Tab } from './mail-api.ts';
import { conversationsOf } from './message.ts';
import { Opened } from './opened.tsx';
import { type Place, parsePlace, routeOf } from './place.ts';
import { useDraftsOfPage } from './use-drafts.ts';
import { MailProvider, type MailView, useMail, usePages } from './use-mail.ts';

const useStyles = makeStyles({
  page: { display: 'flex', flexGrow: 1, minWidth: 0, minHeight: 0, backgroundColor: tokens.colorNeutralBackground1 },
  list: { display: 'flex', minHeight: 0, [narrow]: { flexGrow: 1, minWidth: 0 } },
  covered: { [narrow]: { display: 'none' } },
  reading: { display: 'flex', flexGrow: 1, minWidth: 0, minHeight: 0 },
});

/** A person's mailbox, read from Graph as Outlook on the web reads it. */
export default function MailPage({ detail }: { detail?: string }) {
  const { tenant, tokens: tokenFor, clock, me } = useSession();
  const notify = useNotify();
  const zone = me.timeZone;
  const api = useMemo(
    () =>
      createMailApi({
        root: tenant.graph,
        token: () => tokenFor(mailScopes),
        fetch: window.fetch.bind(window),
      }),
    [tenant, tokenFor],
  );
  const [revision, setRevision] = useState(0);
  const changed = useCallback(() => setRevision((n) => n + 1), []);
  useGraphWrites(changed);
  const now = useMinute(clock);
  const folders = useReading(
    useCallback(() => api.folders(), [api]),
    revision,
  ).value;
  const categories = useReading(
    useCallback(() => api.categories(), [api]),
    revision,
  ).value;
  const place = useMemo((): Place => {
    const { folder, message } = parsePlace(detail);
    // A well-known folder may be asked for by its id.
    return { folder: folders?.find(({ id }) => id === folder)?.key ?? folder, message };
  }, [detail, folders]);
  const drafts = useDraftsOfPage(api, place, (error) => notify(readable(error), 'error'));
  const view = useMemo(
    (): MailView => ({
      api,
      revision,
      changed,
      zone,
      now,
      place,
      folders: folders ?? [],
      categories: categories ?? [],
      drafts,
    }),
    [api, revision, changed, zone, now, place, folders, categories, drafts],
  );
  return (
    <MailProvider value={view}>
      <Panes />
    </MailProvider>
  );
}

/** Folders, list and what is open, side by side; on a phone one of the last two. */
function Panes() {
  const styles = useStyles();
  const { api, place, drafts, folders } = useMail();
  const { folder, message } = place;
  const [tab, setTab] = useState<Tab>('focused');
  const [search, setSearch] = useState({ in: folder, query: '' });
  // Whoever goes to another folder has found what was looked for.
  const query = search.in === folder ? search.query : '';
  const onQuery = useCallback((text: string) => setSearch({ in: folder, query: text }), [folder]);
  const shownTab = folder === 'inbox' ? tab : undefined;
  const first = useCallback(
    () => (query ? api.search(query) : api.messages(folder, shownTab)),
    [api, query, folder, shownTab],
  );
  const listing = usePages(first);
  const together = folders.find(({ key }) => key === folder)?.wellKnown !== 'drafts' || query !== '';
  const conversations = useMemo(() => conversationsOf(listing.value ?? [], together), [listing.value, together]);
  const [open, setOpen] = useState<{ message: string; conversation: string }>();
  const onOpened = useCallback((id: string, conversation: string) => setOpen({ message: id, conversation }), []);
  const conversationId = open && open.message === message ? open.conversation : undefined;
  const selected =
    message === undefined
      ? undefined
      : conversations.find(
          ({ messages }) =>
            messages.some(({ id }) => id === message) ||
            (together && messages.some((m) => m.conversationId === conversationId)),
        )?.key;
  const begin = () => void drafts.begin();
  const back = useCallback(() => go(routeOf({ folder })), [folder]);
  return (
    <div className={styles.page}>
      <FolderNav onNew={begin} />
      <div className={mergeClasses(styles.list, message !== undefined && styles.covered)}>
        <ListPane
          listing={listing}
          conversations={conversations}
          selected={selected}
          tab={tab}
          onTab={setTab}
          query={query}
          onQuery={onQuery}
          onNew={begin}
        />
      </div>
      <div className={mergeClasses(styles.reading, message === undefined && styles.covered)}>
        <Opened id={message} onOpened={onOpened} onBack={back} />
      </div>
      <Arrivals messages={query === '' ? listing.value : undefined} of={`${folder} ${shownTab ?? ''}`} />
    </div>
  );
}
