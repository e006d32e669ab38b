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
import { openUrl } from '../chat/card-actions.ts';
import { useSession } from '../session/session.tsx';
import { linkTo, type TabPlace } from './address.ts';
import { AppFrame, type FrameHandle } from './app-frame.tsx';
import { addressOf, contextOf, type HostTheme } from './context.ts';
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
export const themeFor = (theme: HostTheme) => ({ ...themes[theme], fontFamilyBase });

/** Of this sitting: the host's, whatever app it shows. */
export const sessionId = crypto.randomUUID();

interface Props {
  app: InstalledApp;
  /** What is shown: a page of the app, or what a member has pinned. */
  tab: { name: string; entityId: string; contentUrl: string };
  subPageId?: string;
  /** Where it is pinned; absent: the personal app. */
  conversation?: Conversation;
  /** Goes to another page of the app. */
  show(place: TabPlace): void;
}

/** The host of one tab: its page in a frame, its dialogs over it. */
export function TabHost({ app, tab, subPageId, conversation, show }: Props) {
  const styles = useStyles();
  const notify = useNotify();
  const { me, tenant, tokens, chat } = useSession();
  const [chosen, changeSettings] = useHostSettings();
  const settings = conversation ? { ...chosen, host: 'Teams' as const } : chosen;
  const [dialog, setDialog] = useState<OpenDialog>();
  const [loads, setLoads] = useState(0);
  const [tabFrame, dialogFrame] = [useRef<FrameHandle>(null), useRef<FrameHandle>(null)];
  const appSessionId = useMemo(() => crypto.randomUUID(), []);

  const partsOf = (frame: FrameContext) => {
    const { host, theme } = settings;
    const shown = { entityId: tab.entityId, subPageId, conversation };
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
  const servicesFor = (frame: FrameContext) =>
    createServices({
      ...{ app, settings, tokens, chat, frame, notify, openDialog, show },
      people: tenant.people,
      context: () => contextOf(partsOf(frame)),
      share: (sub, label) => {
        const place = { entityId: tab.entityId, subPageId: sub, channelId: conversation?.id };
        copy(linkTo(window.location.origin, app.teamsAppId, place, label));
      },
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
    <FluentProvider theme={themeFor(settings.theme)} className={styles.page}>
      <ToolBar
        name={conversation ? tab.name : app.displayName}
        icon={app.icon}
        isPinned={conversation !== undefined}
        settings={settings}
        onSettings={changeSettings}
        onReload={() => setLoads((n) => n + 1)}
        address={address}
      />
      <AppFrame
        // Another place, another host: the app starts anew, as it does when one comes to it in Teams.
        key={[settings.host, conversation?.id, tab.entityId, subPageId, loads].join(' ')}
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
