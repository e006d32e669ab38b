import { Badge, Link, makeStyles, tokens } from '@fluentui/react-components';
import {
  AppGenericRegular,
  BotRegular,
  type FluentIcon,
  MailRegular,
  PeopleTeamRegular,
  SearchRegular,
} from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { Capability, PackageView } from '../../../../teams/admin/protocol.ts';
import { narrow } from '../app/use-narrow.ts';
import { useSectionStyles } from './styles.ts';

const useStyles = makeStyles({
  head: { display: 'flex', gap: '16px', alignItems: 'center', minWidth: 0 },
  icon: { borderRadius: tokens.borderRadiusXLarge, flexShrink: 0, boxShadow: tokens.shadow4 },
  names: { minWidth: 0, flexGrow: 1 },
  name: { margin: 0, fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500 },
  by: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  contents: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(240px, 100%), 1fr))',
    gap: '8px',
  },
  capability: {
    display: 'grid',
    gridTemplateColumns: '24px 1fr',
    gap: '2px 12px',
    alignItems: 'start',
    padding: '12px',
    backgroundColor: tokens.colorNeutralBackground2,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  capabilityName: { fontWeight: tokens.fontWeightSemibold },
  capabilityIcon: { fontSize: '24px', color: tokens.colorBrandForeground1 },
  detail: { display: 'block', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'max-content 1fr',
    gap: '4px 16px',
    margin: 0,
    [narrow]: { gridTemplateColumns: '1fr', gap: '0' },
  },
  term: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0, overflowWrap: 'anywhere', [narrow]: { marginBottom: '8px' } },
  links: { display: 'flex', flexWrap: 'wrap', gap: '0 16px' },
});

const icons: Record<Capability['capability'], FluentIcon> = {
  Bot: BotRegular,
  'Personal tab': AppGenericRegular,
  'Channel tab': PeopleTeamRegular,
  'Message extension': SearchRegular,
  'Outlook add-in': MailRegular,
};

interface Props {
  content: PackageView;
  /** What the organisation has now: what is new is marked. */
  before?: PackageView;
  /** At the end of the head. */
  children?: ReactNode;
}

/** What a package says of itself. Everything in it was written by others, and is shown as plain text. */
export function PackageDetails({ content, before, children }: Props) {
  const styles = useStyles();
  const section = useSectionStyles();
  const { name, version, developer, description, contents, icon, validDomains, publisherDocsUrl } = content;
  const isNew = (one: Capability) =>
    before !== undefined && !before.contents.some((b) => b.capability === one.capability && b.detail === one.detail);
  const links = [
    ['Website', developer.websiteUrl],
    ['Privacy', developer.privacyUrl],
    ['Terms of use', developer.termsOfUseUrl],
    ['For administrators', publisherDocsUrl],
  ] as const;
  return (
    <>
      <div className={styles.head}>
        <img className={styles.icon} src={icon} alt="" width={64} height={64} />
        <div className={styles.names}>
          <h3 className={styles.name}>{name.short}</h3>
          <div className={styles.by}>
            {developer.name} · version {version}
            {before && before.version !== version ? `, you have ${before.version}` : ''}
          </div>
        </div>
        {children}
      </div>
      <p className={section.text}>{description.short}</p>
      <ul className={`${section.plain} ${styles.contents}`} aria-label="What it contains">
        {contents.map((one) => {
          const { capability, detail } = one;
          const Icon = icons[capability];
          return (
            <li key={`${capability} ${detail}`} className={styles.capability}>
              <Icon className={styles.capabilityIcon} aria-hidden />
              <span>
                <span className={styles.capabilityName}>{capability}</span> {isNew(one) && <New />}
                <span className={styles.detail}>{detail}</span>
              </span>
            </li>
          );
        })}
      </ul>
      <dl className={styles.facts}>
        <dt className={styles.term}>Publisher</dt>
        <dd className={styles.value}>{developer.name}</dd>
        <dt className={styles.term}>App id</dt>
        <dd className={styles.value}>{content.id}</dd>
        <dt className={styles.term}>Shows pages of</dt>
        <dd className={styles.value}>
          {validDomains.length === 0 && 'nobody'}
          {validDomains.map((domain, i) => (
            <span key={domain}>
              {i > 0 && ', '}
              {domain}
              {before && !before.validDomains.includes(domain) && (
                <>
                  {' '}
                  <New />
                </>
              )}
            </span>
          ))}
        </dd>
        <dt className={styles.term}>Its pages</dt>
        <dd className={`${styles.value} ${styles.links}`}>
          {links.map(([title, address]) =>
            address === undefined ? null : (
              <Link key={title} href={address} target="_blank" rel="noreferrer">
                {title}
              </Link>
            ),
          )}
        </dd>
      </dl>
    </>
  );
}

export const New = () => (
  <Badge appearance="tint" color="brand" size="small">
    new
  </Badge>
);
