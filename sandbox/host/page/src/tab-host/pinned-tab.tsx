import { makeStyles, Spinner } from '@fluentui/react-components';
import { useCallback } from 'react';
import type { Conversation } from '../../../../teams/protocol.ts';
import type { ChatPlace } from '../chat/place.ts';
import { useAppsApi } from '../session/use-apps.ts';
import { useReading } from '../session/use-reading.ts';
import { pinnedTab } from './pinned.ts';
import { showTab } from './show.ts';
import { TabHost } from './tab-host.tsx';

const useStyles = makeStyles({ state: { margin: 'auto', padding: '24px', textAlign: 'center' } });

/** A tab that a member pinned in a channel or group chat, as each member sees it. */
export default function PinnedTabPage(props: { conversation: Conversation; tab: NonNullable<ChatPlace['tab']> }) {
  const styles = useStyles();
  const { conversation, tab } = props;
  const api = useAppsApi();
  const read = useCallback(() => api.in(conversation.id).installed(), [api, conversation.id]);
  const { value: apps, error } = useReading(read, 0);
  const pinned = pinnedTab(conversation, tab.name);
  const app = apps?.find(({ teamsAppId }) => teamsAppId === pinned?.teamsAppId);
  if (error) return <p className={styles.state}>{error}</p>;
  if (!apps) return <Spinner className={styles.state} label="Opening the tab" />;
  if (!pinned || !app) return <p className={styles.state}>This tab is not here any more. A member has removed it.</p>;
  return (
    <TabHost
      // What it shows may be set up anew.
      key={`${pinned.id} ${pinned.contentUrl}`}
      app={app}
      tab={pinned}
      subPageId={tab.subPageId}
      conversation={conversation}
      show={(place) =>
        // Without a page, or to one of the personal app: that is not here.
        showTab(
          place.entityId === pinned.entityId || place.entityId === undefined
            ? { ...place, entityId: pinned.id, channelId: conversation.id }
            : place,
        )
      }
    />
  );
}
