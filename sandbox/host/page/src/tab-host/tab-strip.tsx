import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  Tab,
  TabList,
  Tooltip,
  tokens,
} from '@fluentui/react-components';
import { AddRegular, ChevronDownRegular, DeleteRegular, SettingsRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { Conversation, InstalledApp, PinnedTab } from '../../../../teams/protocol.ts';
import { readable } from '../api/http.ts';
import { useNotify } from '../app/notices.tsx';
import { go } from '../app/use-route.ts';
import { writeChat } from '../chat/place.ts';
import { useAppsApi } from '../session/use-apps.ts';
import { ConfigureTab } from './configure-tab.tsx';

const useStyles = makeStyles({
  strip: {
    display: 'flex',
    alignItems: 'center',
    minWidth: 0,
    overflowX: 'auto',
    flexShrink: 0,
    padding: '0 12px',
    backgroundColor: tokens.colorNeutralBackground2,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
});

/** 'messages' cannot be the id of a tab: those are UUIDs. */
const messages = 'messages';

interface Props {
  conversation: Conversation;
  /** The tab that is shown; undefined: the messages. */
  shown: PinnedTab | undefined;
}

/** What a channel or group chat shows besides its messages; "+" adds a tab of the app that is in it. */
export function TabStrip({ conversation, shown }: Props) {
  const styles = useStyles();
  const notify = useNotify();
  const api = useAppsApi().in(conversation.id);
  const [setUp, setSetUp] = useState<{ app: InstalledApp; tab?: PinnedTab }>();
  const [removing, setRemoving] = useState(false);
  const { tabs = [] } = conversation;
  const show = (id: string) =>
    go({ view: 'chat', detail: writeChat({ id: conversation.id, ...(id === messages ? {} : { tab: { name: id } }) }) });
  const configure = (tab?: PinnedTab) =>
    api.installed().then(
      (apps) => {
        const app = apps.find(({ configurableTab, teamsAppId }) =>
          tab ? teamsAppId === tab.teamsAppId : configurableTab?.scopes.includes(scopeOf(conversation)),
        );
        if (app) setSetUp({ app, ...(tab ? { tab } : {}) });
        else notify('No app that is in this conversation has a tab for it.', 'error');
      },
      (reason) => notify(readable(reason), 'error'),
    );
  const remove = ({ id }: PinnedTab) =>
    api.removeTab(id).then(
      () => show(messages),
      (reason) => notify(readable(reason), 'error'),
    );
  return (
    <div className={styles.strip}>
      <TabList
        size="small"
        aria-label="Tabs"
        selectedValue={shown?.id ?? messages}
        onTabSelect={(_, { value }) => show(String(value))}
      >
        <Tab value={messages}>{conversation.type === 'channel' ? 'Posts' : 'Chat'}</Tab>
        {tabs.map(({ id, name }) => (
          <Tab key={id} value={id}>
            {name}
          </Tab>
        ))}
      </TabList>
      {shown && (
        <Menu hasIcons>
          <MenuTrigger disableButtonEnhancement>
            <Button
              appearance="subtle"
              size="small"
              icon={<ChevronDownRegular />}
              aria-label={`Options of ${shown.name}`}
            />
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              <MenuItem icon={<SettingsRegular />} onClick={() => void configure(shown)}>
                Settings
              </MenuItem>
              <MenuItem icon={<DeleteRegular />} onClick={() => setRemoving(true)}>
                Remove
              </MenuItem>
            </MenuList>
          </MenuPopover>
        </Menu>
      )}
      <Tooltip content="Add a tab" relationship="label">
        <Button appearance="subtle" size="small" icon={<AddRegular />} onClick={() => void configure()} />
      </Tooltip>
      {setUp && (
        <ConfigureTab
          {...setUp}
          conversation={conversation}
          onSaved={(tab) => {
            setSetUp(undefined);
            show(tab.id);
          }}
          onClose={() => setSetUp(undefined)}
        />
      )}
      {removing && shown && (
        <RemoveTab name={shown.name} onRemove={() => void remove(shown)} onClose={() => setRemoving(false)} />
      )}
    </div>
  );
}

function RemoveTab({ name, onRemove, onClose }: { name: string; onRemove(): void; onClose(): void }) {
  return (
    <Dialog open onOpenChange={(_, { open }) => open || onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{`Remove ${name}?`}</DialogTitle>
          <DialogContent>The tab goes for everybody here. What it shows stays where it is.</DialogContent>
          <DialogActions>
            <Button
              appearance="primary"
              onClick={() => {
                onClose();
                onRemove();
              }}
            >
              Remove
            </Button>
            <Button onClick={onClose}>Cancel</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

const scopeOf = ({ type }: Conversation) => (type === 'channel' ? 'team' : 'groupChat');
