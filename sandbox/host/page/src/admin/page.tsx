import { Badge, Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { useCallback, useState } from 'react';
import type { AdminApp } from '../../../../teams/admin/protocol.ts';
import { readable } from '../api/http.ts';
import { useNotify } from '../app/notices.tsx';
import { narrow } from '../app/use-narrow.ts';
import { useSession } from '../session/session.tsx';
import { useAppsApi } from '../session/use-apps.ts';
import { useReading } from '../session/use-reading.ts';
import { AudienceSection } from './audience.tsx';
import { PackageDetails } from './package-details.tsx';
import { PermissionsSection } from './permissions.tsx';
import { RemoveApp } from './remove.tsx';
import { useSectionStyles } from './styles.ts';
import { UploadSection } from './upload.tsx';

const useStyles = makeStyles({
  page: { flexGrow: 1, minWidth: 0, overflowY: 'auto' },
  inner: {
    display: 'grid',
    gap: '16px',
    maxWidth: '860px',
    margin: '0 auto',
    padding: '20px 24px 40px',
    [narrow]: { padding: '16px 12px 24px' },
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600 },
  lead: { margin: '4px 0 0', color: tokens.colorNeutralForeground2 },
  state: { margin: 'auto', padding: '24px', textAlign: 'center' },
});

/** Apps of the organisation, as an administrator looks after them. */
export default function AdminPage() {
  const styles = useStyles();
  const api = useAppsApi();
  const { chat } = useSession();
  const notify = useNotify();
  const read = useCallback(() => api.admin.app(), [api]);
  const { value, error, again } = useReading(read, 0);
  const [changed, setChanged] = useState<{ to: AdminApp; of: AdminApp | undefined }>();
  const [working, setWorking] = useState(false);
  const app = changed && changed.of === value ? changed.to : value;

  /** Does something and shows what it led to; what went wrong is said. */
  const run = async (what: Promise<AdminApp | undefined>, said: string): Promise<boolean> => {
    setWorking(true);
    try {
      const next = (await what) ?? (await api.admin.app());
      setChanged({ to: next, of: value });
      notify(said);
      // The administrator's own chats and apps are others now.
      void chat.reload();
      return true;
    } catch (problem) {
      notify(readable(problem), 'error');
      return false;
    } finally {
      setWorking(false);
    }
  };

  if (!app)
    return (
      <div className={styles.state}>
        {error ? (
          <>
            <p role="alert">{error}</p>
            <Button appearance="primary" onClick={again}>
              Try again
            </Button>
          </>
        ) : (
          <Spinner label="Reading the apps of your organisation" />
        )}
      </div>
    );
  return (
    <div className={styles.page}>
      <div className={styles.inner}>
        <header>
          <h2 className={styles.title}>Manage apps</h2>
          <p className={styles.lead}>What your organisation installs, for whom, and what it may do.</p>
        </header>
        <UploadSection app={app} disabled={working} run={run} />
        {app.state === 'added' ? (
          <>
            <Installed app={app} />
            <AudienceSection app={app} disabled={working} run={run} />
            <PermissionsSection app={app} disabled={working} run={run} />
            <RemoveApp app={app} disabled={working} run={run} />
          </>
        ) : (
          <NoApp />
        )}
      </div>
    </div>
  );
}

export interface SectionProps {
  app: AdminApp;
  disabled: boolean;
  /** @param said shown when it is done @returns whether it was */
  run(what: Promise<AdminApp | undefined>, said: string): Promise<boolean>;
}

function Installed({ app }: { app: AdminApp }) {
  const section = useSectionStyles();
  const { origin, installedFor } = app;
  return (
    <section className={section.section} aria-label="The app">
      <PackageDetails content={app.package}>
        <Badge appearance="tint" color="success" size="large">
          {origin === 'builtIn' ? 'Built in' : 'Uploaded'}
        </Badge>
      </PackageDetails>
      <p className={section.text}>
        {origin === 'builtIn'
          ? 'This is the package that comes with the sandbox. An uploaded one takes its place.'
          : 'Uploaded. An update has to have a newer version.'}{' '}
        {installedFor === 1 ? 'One person has' : `${installedFor} people have`} it in their chats now.
      </p>
    </section>
  );
}

function NoApp() {
  const section = useSectionStyles();
  return (
    <section className={section.section} aria-label="No app">
      <h3 className={section.heading}>There is no app</h3>
      <p className={section.text}>
        Nobody has Aide now. Make a package with npm run package, and upload dist/aide.sandbox.zip above.
      </p>
    </section>
  );
}
