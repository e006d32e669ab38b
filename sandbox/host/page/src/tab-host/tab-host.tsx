import {
  FluentProvider,
  makeStyles,
  teamsDarkTheme,
  teamsHighContrastTheme,
  teamsLightTheme,
} from '@fluentui/react-components';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { Conversation, InstalledApp } from '../../../../teams/protocol.ts';
import { useNotify } from '../app/notices.tsx';
import { go } from '../app/use-route.ts';
import { openUrl } from '../chat/card-actions.ts';
import { useSession } from '../session/session.tsx';
import { detailOf, linkTo, type TabPlace } from './address.ts';
import { AppFrame, type FrameHandle } from './app-frame.tsx';
import { addressOf, contextOf } from './context.ts';
import { AppDialog, type OpenDialog } from './dialog.tsx';
import type { FrameContext } from './hosts.ts';
import { createServices } from './services.ts';
import { useHostSettings } from './settings.ts';
import { ToolBar } from './tool-bar.tsx';

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0, minHeight: 0 },
});

const themes = { default: teamsLightTheme, dark: teamsDarkTheme, contrast: teamsHighContrastTheme };
const fontFamilyBase = '"Segoe UI", -apple-system, BlinkMacSystemFont, Roboto, "Helvetica Neue", Arial, sans-serif';

/** Of this sitting: the host's, whatever app it shows. */
const sessionId = crypto.randomUUID();

interface Props {
  app: InstalledApp;
  place: TabPlace;
  conversations: Conversation[];
}

/** The host of one app: its tab in a frame, its dialogs over it. */
export function TabHost({ app, place, conversations }: Props) {
  const styles = useStyles();
  const notify = useNotify();
  const { me, tenant, tokens, chat } = useSession();
  const [settings, changeSettings] = useHostSettings();
  const [dialog, setDialog] = useState<OpenDialog>();
  const [loads, setLoads] = useState(0);
  const [tabFrame, dialogFrame] = [useRef<FrameHandle>(null), useRef<FrameHandle>(null)];
  const appSessionId = useMemo(() => crypto.randomUUID(), []);

  const pinned = pinnedIn(conversations, app);
  const channel = place.channelId === undefined ? undefined : conversations.find(({ id }) => id === place.channelId);
  const tab = app.tabs.find(({ entityId }) => entityId === place.entityId) ?? app.tabs[0]!;
  const shown = { entityId: tab.entityId, subPageId: place.subPageId, channel };
  const partsOf = (frame: FrameContext) => {
    const { host, theme } = settings;
    const { tenantId } = tenant;
    return { app, me, tenantId, host, theme, locale: navigator.language, sessionId, appSessionId, frame, shown };
  };
  const address = addressOf(tab.contentUrl, contextOf(partsOf('content')));

  const openDialog = useCallback(
    (wish: Omit<OpenDialog, 'end'>) =>
      new Promise<unknown[]>((done) => {
        const end: OpenDialog['end'] = (error, result) => {
          setDialog(undefined);
          done([error, result]);
        };
        setDialog({ ...wish, end });
      }),
    [],
  );
  const show = (to: TabPlace) => {
    const next = { ...to, entityId: to.entityId ?? tab.entityId };
    go({ view: 'app', detail: detailOf(next) });
  };
  const servicesFor = (frame: FrameContext) =>
    createServices({
      ...{ app, settings, tokens, chat, frame, notify, openDialog, show },
      people: tenant.people,
      context: () => contextOf(partsOf(frame)),
      share: (subPageId, label) =>
        copy(linkTo(window.location.origin, app.teamsAppId, { ...place, entityId: tab.entityId, subPageId }, label)),
      resizeDialog: (size) => setDialog((now) => now && { ...now, ...size }),
      endDialog: (result) => dialog?.end(null, result),
      toDialog: (message) => dialogFrame.current?.tell('messageForChild', message),
      toParent: (message) => tabFrame.current?.tell('messageForParent', message),
    });
  const copy = (link: string) =>
    void navigator.clipboard.writeText(link).then(
      () => notify('The link was copied.'),
      () => notify(`The link is ${link}`),
    );

  return (
    <FluentProvider theme={{ ...themes[settings.theme], fontFamilyBase }} className={styles.page}>
      <ToolBar
        name={app.displayName}
        icon={app.icon}
        places={[{ id: '', label: 'Personal app' }, ...pinned.map((c) => ({ id: c.id, label: nameOf(c) }))]}
        place={channel?.id ?? ''}
        onPlace={(id) => go({ view: 'app', detail: detailOf(id ? { channelId: id } : {}) })}
        settings={settings}
        onSettings={changeSettings}
        onReload={() => setLoads((n) => n + 1)}
        address={address}
      />
      <AppFrame
        // Another place, another host: the app starts anew, as it does when one comes to it in Teams.
        key={[settings.host, detailOf(place), loads].join(' ')}
        title={app.displayName}
        address={address}
        theme={settings.theme}
        services={servicesFor('content')}
        handle={tabFrame}
      />
      {dialog && (
        <AppDialog
          dialog={dialog}
          appName={app.displayName}
          theme={settings.theme}
          services={servicesFor('task')}
          handle={dialogFrame}
          onLink={(url) => void openUrl(url)}
        />
      )}
    </FluentProvider>
  );
}

const nameOf = ({ team, title }: Conversation) => `Tab in ${team?.displayName ?? ''} › ${title}`;

/** The app's tab is pinned in the first channel of each team that has the app. */
function pinnedIn(conversations: Conversation[], app: InstalledApp): Conversation[] {
  const withApp = conversations.filter(
    ({ type, members }) => type === 'channel' && members.some(({ mri }) => mri === `28:${app.botId}`),
  );
  return withApp.filter(({ team }, i) => withApp.findIndex((other) => other.team?.id === team?.id) === i);
}
