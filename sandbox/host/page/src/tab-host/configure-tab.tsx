import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  FluentProvider,
  makeStyles,
} from '@fluentui/react-components';
import { useRef, useState } from 'react';
import type { Conversation, InstalledApp, PinnedTab } from '../../../../teams/protocol.ts';
import { readable } from '../api/http.ts';
import { useNotify } from '../app/notices.tsx';
import { useSession } from '../session/session.tsx';
import { useAppsApi } from '../session/use-apps.ts';
import { AppFrame, type FrameHandle } from './app-frame.tsx';
import { addressOf, contextOf } from './context.ts';
import type { TabConfig } from './host-calls.ts';
import { textOf } from './messages.ts';
import { createServices } from './services.ts';
import { useHostSettings } from './settings.ts';
import { showTab } from './show.ts';
import { sessionId, themeFor } from './tab-host.tsx';

const useStyles = makeStyles({
  surface: { maxWidth: 'min(640px, calc(100vw - 16px))', padding: '16px' },
  frame: { display: 'flex', padding: 0, height: 'min(420px, calc(100vh - 180px))' },
});

interface Props {
  app: InstalledApp;
  conversation: Conversation;
  /** The tab that is set up anew; absent: a new one. */
  tab?: PinnedTab;
  onSaved(tab: PinnedTab): void;
  onClose(): void;
}

/**
 * Teams' dialog around the app's configuration page: it can be saved when the page says so; then the page says what is kept.
 * https://learn.microsoft.com/microsoftteams/platform/tabs/how-to/create-tab-pages/configuration-page
 */
export function ConfigureTab({ app, conversation, tab, onSaved, onClose }: Props) {
  const styles = useStyles();
  const notify = useNotify();
  const { me, tenant, tokens, chat } = useSession();
  const api = useAppsApi().in(conversation.id);
  const [chosen] = useHostSettings();
  const settings = { ...chosen, host: 'Teams' as const };
  const [valid, setValid] = useState(false);
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<string>();
  const config = useRef<TabConfig>(tab ? { ...tab, suggestedDisplayName: tab.name } : {});
  const frame = useRef<FrameHandle>(null);

  const failed = (reason: string) => {
    setSaving(false);
    setError(reason);
  };
  const keep = () => {
    const { entityId, contentUrl, websiteUrl, suggestedDisplayName } = config.current;
    const content = {
      teamsAppId: app.teamsAppId,
      name: (textOf(suggestedDisplayName) ?? app.displayName).slice(0, 128),
      entityId: textOf(entityId) ?? '',
      contentUrl: textOf(contentUrl) ?? '',
      ...(textOf(websiteUrl) ? { websiteUrl: textOf(websiteUrl) } : {}),
    };
    const kept = tab ? api.changeTab(tab.id, content) : api.addTab(content);
    kept.then(onSaved, (reason) => failed(readable(reason)));
  };
  const context = () =>
    contextOf({
      ...{ app, me, tenantId: tenant.tenantId, host: settings.host, theme: settings.theme, sessionId },
      ...{ locale: navigator.language, appSessionId: sessionId, frame: 'settings' as const },
      shown: { entityId: tab?.entityId ?? '', conversation },
    });
  const nothing = () => undefined;
  const services = createServices({
    ...{ app, settings, tokens, chat, notify, context },
    frame: 'settings',
    people: tenant.people,
    openDialog: () => Promise.resolve(['A dialog opens no dialog.']),
    show: showTab,
    ...{ share: nothing, resizeDialog: nothing, endDialog: nothing, toDialog: nothing, toParent: nothing },
    config: {
      setValid,
      set: (next) => {
        config.current = next;
      },
      get: () => config.current,
      saved: (reason) => (reason === undefined ? keep() : failed(reason)),
    },
  });
  const save = () => {
    setSaving(true);
    setError(undefined);
    frame.current?.tell('settings.save', {});
  };
  return (
    <Dialog open onOpenChange={(_, { open }) => open || onClose()}>
      <DialogSurface className={styles.surface}>
        <FluentProvider theme={themeFor(settings.theme)} style={{ background: 'none' }}>
          <DialogBody>
            <DialogTitle>{app.displayName}</DialogTitle>
            <DialogContent className={styles.frame}>
              <AppFrame
                title={`${app.displayName}, settings of the tab`}
                address={addressOf(app.configurableTab?.configurationUrl ?? '', context())}
                theme={settings.theme}
                services={services}
                handle={frame}
              />
            </DialogContent>
            <DialogActions>
              {error && <span role="alert">{error}</span>}
              <Button onClick={onClose}>Cancel</Button>
              <Button appearance="primary" disabled={!valid || saving} onClick={save}>
                Save
              </Button>
            </DialogActions>
          </DialogBody>
        </FluentProvider>
      </DialogSurface>
    </Dialog>
  );
}
