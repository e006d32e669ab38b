import { Link, makeStyles, tokens } from '@fluentui/react-components';
import type { PackageView } from '../../../../teams/admin/protocol.ts';
import { useSectionStyles } from './styles.ts';

const useStyles = makeStyles({
  head: { display: 'flex', gap: '16px', alignItems: 'center', minWidth: 0 },
  icon: { borderRadius: tokens.borderRadiusLarge, flexShrink: 0 },
  names: { minWidth: 0 },
  by: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  contents: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(200px, 100%), 1fr))',
    gap: '8px',
  },
  capability: {
    padding: '8px 12px',
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusLarge,
  },
  detail: { display: 'block', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  links: { display: 'flex', flexWrap: 'wrap', gap: '4px 16px' },
});

/** What a package says of itself. Everything in it was written by others, and is shown as plain text. */
export function PackageDetails({ content }: { content: PackageView }) {
  const styles = useStyles();
  const section = useSectionStyles();
  const { name, version, developer, description, contents, icon, validDomains } = content;
  return (
    <>
      <div className={styles.head}>
        <img className={styles.icon} src={icon} alt="" width={64} height={64} />
        <div className={styles.names}>
          <h3 className={section.heading}>{name.short}</h3>
          <div className={styles.by}>
            {developer.name} · version {version}
          </div>
        </div>
      </div>
      <p className={section.text}>{description.short}</p>
      <ul className={`${section.plain} ${styles.contents}`} aria-label="What it contains">
        {contents.map(({ capability, detail }) => (
          <li key={`${capability} ${detail}`} className={styles.capability}>
            {capability}
            <span className={styles.detail}>{detail}</span>
          </li>
        ))}
      </ul>
      <p className={section.text}>Shows pages of: {validDomains.join(', ') || 'nobody'}</p>
      <div className={styles.links}>
        <Link href={developer.websiteUrl} target="_blank" rel="noreferrer">
          Website
        </Link>
        <Link href={developer.privacyUrl} target="_blank" rel="noreferrer">
          Privacy
        </Link>
        <Link href={developer.termsOfUseUrl} target="_blank" rel="noreferrer">
          Terms of use
        </Link>
      </div>
    </>
  );
}
