import type { Attachment } from '@aide/contracts/mail';
import { Caption1, Link, makeStyles, tokens } from '@fluentui/react-components';
import { LinkRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useSession } from '../../app/session.ts';
import { Group } from '../../components/labelled.tsx';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalXS },
  file: { display: 'grid', gridTemplateColumns: '20px minmax(0, 1fr)', columnGap: tokens.spacingHorizontalS },
  icon: { fontSize: '20px', color: tokens.colorNeutralForeground2 },
  note: { color: tokens.colorNeutralForeground2 },
});

/**
 * Links to files that are in the cloud already. Where they lead to Graph does not say; Outlook does, where it has requirement set 1.8.
 * https://learn.microsoft.com/graph/api/resources/referenceattachment
 */
export function CloudFiles({ files }: { files: Attachment[] }) {
  const styles = useStyles();
  const { host } = useSession();
  const [problem, setProblem] = useState('');
  const open = async (name: string) => {
    setProblem('');
    const url = await host.cloudFile(name).catch(() => undefined);
    if (url) host.openLink(url);
    else setProblem('Outlook does not say where this file is. Open it from the email.');
  };
  return (
    <Group label="In the cloud already">
      <ul className={styles.list}>
        {files.map(({ id, name }) => (
          <li key={id} className={styles.file}>
            <LinkRegular className={styles.icon} aria-hidden />
            {host.canOpenCloudFiles ? (
              <Link as="button" type="button" inline onClick={() => open(name)}>
                {name}
              </Link>
            ) : (
              <span>{name}</span>
            )}
          </li>
        ))}
      </ul>
      <Caption1 role="status" className={styles.note}>
        {problem || (host.canOpenCloudFiles ? '' : 'This Outlook opens them from the email only.')}
      </Caption1>
    </Group>
  );
}
