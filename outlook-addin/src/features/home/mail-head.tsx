import type { WholeMail } from '@aide/contracts/mail';
import { Caption1, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useSession } from '../../app/session.ts';
import { dayOf, timeOf } from '../../app/times.ts';
import type { Opened } from '../../host.ts';

const useStyles = makeStyles({
  head: {
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
    display: 'grid',
    minWidth: 0,
  },
  subject: {
    margin: 0,
    display: '-webkit-box',
    WebkitLineClamp: '2',
    WebkitBoxOrient: 'vertical',
    overflow: 'hidden',
  },
  from: { color: tokens.colorNeutralForeground2 },
});

/** Which email this is about; known from Outlook before the server has answered. */
export function MailHead({ opened, mail }: { opened: Extract<Opened, { kind: 'mail' }>; mail?: WholeMail }) {
  const styles = useStyles();
  const { locale } = useSession().host;
  const from = mail?.from?.name ?? mail?.from?.address ?? opened.from;
  const clock = mail && { zone: mail.timeZone, locale };
  const when = mail && clock ? `${dayOf(mail.receivedAt, clock)}, ${timeOf(mail.receivedAt, clock)}` : undefined;
  return (
    <header className={styles.head}>
      <Text as="h1" weight="semibold" className={styles.subject}>
        {opened.subject || '(no subject)'}
      </Text>
      <Caption1 className={styles.from}>{[from, when].filter(Boolean).join(' · ')}</Caption1>
    </header>
  );
}
