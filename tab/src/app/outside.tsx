import { Body1, Link, makeStyles, Title3, tokens } from '@fluentui/react-components';
import { NoHost } from '../host.ts';

const useStyles = makeStyles({
  page: { display: 'grid', gap: tokens.spacingVerticalM, padding: tokens.spacingHorizontalXXL, maxWidth: '36rem' },
});

/** The page by itself, or in a frame that is no host: what to do instead. */
export function Outside({ error }: { error: unknown }) {
  const styles = useStyles();
  const alone = error instanceof NoHost;
  return (
    <main className={styles.page}>
      <Title3 as="h1">{alone ? 'Aide lives in Teams' : 'Aide could not start'}</Title3>
      <Body1>
        {alone
          ? 'This page works inside Microsoft Teams, Outlook and Microsoft 365. Open Teams, choose Apps, and look for Aide. If it is not there, ask your administrator.'
          : 'Aide does not answer. Check your connection, then load the page again.'}
      </Body1>
      {alone ? <Link href="/">What Aide is</Link> : <Link href="">Load again</Link>}
    </main>
  );
}
