import { Button, makeStyles, Tooltip, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useMemo } from 'react';
import type { AddInButton, AddInView } from '../../../add-in-view.ts';
import { createGraph } from '../api/graph.ts';
import { useIsDark } from '../app/theme.tsx';
import { narrow } from '../app/use-narrow.ts';
import { filesScopes } from '../files/files-api.ts';
import { mailScopes } from '../mail/mail-api.ts';
import type { MailPaneItem } from '../mail/pane-slot.tsx';
import { useMail } from '../mail/use-mail.ts';
import { useSession } from '../session/session.tsx';
import { createBroker } from './broker.ts';
import { colorsFor } from './colors.ts';
import { AddInFrame } from './frame.tsx';
import { HostMenu } from './host-menu.tsx';
import { createItems } from './item.ts';
import { createServices, savedSettings } from './services.ts';
import { clients, useHostSettings } from './settings.ts';
import { useItem } from './use-item.ts';

const useStyles = makeStyles({
  // Outlook's pane has 320 pixels.
  pane: {
    display: 'flex',
    flexDirection: 'column',
    flexShrink: 0,
    width: '320px',
    minHeight: 0,
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    [narrow]: { position: 'absolute', inset: 0, width: 'auto', zIndex: 1, borderLeft: 'none' },
  },
  head: {
    display: 'flex',
    alignItems: 'center',
    gap: '6px',
    padding: '6px 8px 6px 12px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  title: { margin: '0 auto 0 0', fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
});

interface Props {
  addIn: AddInView;
  button: AddInButton;
  item: MailPaneItem;
  onClose(): void;
}

/** The add-in beside the mail. Its page stays while one goes from mail to mail. */
export function Pane({ addIn, button, item: opened, onClose }: Props) {
  const styles = useStyles();
  const session = useSession();
  const mail = useMail();
  const isDark = useIsDark();
  const [settings, changeSettings] = useHostSettings();
  const { me, tenant, tokens: tokenFor } = session;
  const { label: _, ...client } = clients[settings.client];
  const items = useMemo(() => {
    const graph = (scopes: string) => createGraph(tenant.graph, () => tokenFor(scopes), window.fetch.bind(window));
    return createItems(graph(mailScopes), graph(filesScopes));
  }, [tenant, tokenFor]);
  const broker = useMemo(
    () =>
      createBroker({
        tokenEndpoint: `${window.location.origin}/${tenant.tenantId}/oauth2/v2.0/token`,
        authorizationEndpoint: `${window.location.origin}/${tenant.tenantId}/oauth2/v2.0/authorize`,
        home: `${window.location.origin}/`,
        here: window,
        me,
        app: { clientId: addIn.clientId, redirectUri: addIn.brokerRedirectUri },
        fetch: window.fetch.bind(window),
      }),
    [tenant, me, addIn],
  );
  const item = useItem(items, opened, mail.place.message !== undefined, client.mailbox === '1.5');
  return (
    <aside className={styles.pane} aria-label={`Add-in ${addIn.name}`}>
      <div className={styles.head}>
        <img src={button.icon} alt="" width={20} height={20} />
        <h2 className={styles.title}>{addIn.name}</h2>
        <HostMenu settings={settings} onSettings={changeSettings} />
        <Tooltip content="Close the add-in" relationship="label">
          <Button appearance="subtle" size="small" icon={<DismissRegular />} onClick={onClose} />
        </Tooltip>
      </div>
      {item !== undefined && (
        <AddInFrame
          // Another host, or another way to sign in: the add-in starts anew.
          key={`${settings.client} ${settings.signIn}`}
          title={addIn.name}
          address={button.page}
          state={{
            client,
            locale: navigator.language,
            timeZone: me.timeZone,
            person: { displayName: me.displayName, emailAddress: me.userPrincipalName },
            theme: colorsFor(isDark),
            signsIn: settings.signIn !== 'absent',
            settings: savedSettings(session),
            item,
          }}
          services={createServices({ addIn, session, mail, items, broker, signIn: settings.signIn })}
        />
      )}
    </aside>
  );
}
