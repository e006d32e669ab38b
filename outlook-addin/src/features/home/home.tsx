import type { WholeMail } from '@aide/contracts/mail';
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { ChevronRightRegular } from '@fluentui/react-icons';
import { actions } from '../actions.ts';
import { Done } from './done.tsx';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalXS },
  item: { display: 'grid' },
  action: {
    display: 'grid',
    gridTemplateColumns: 'auto 1fr auto',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalMNudge} ${tokens.spacingHorizontalM}`,
    textAlign: 'start',
    font: 'inherit',
    color: tokens.colorNeutralForeground1,
    cursor: 'pointer',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover, color: tokens.colorNeutralForeground1Hover },
    ':active': { backgroundColor: tokens.colorNeutralBackground1Pressed },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
    '[aria-disabled="true"]': { cursor: 'not-allowed', color: tokens.colorNeutralForeground3 },
  },
  icon: { fontSize: '20px', display: 'grid', color: tokens.colorCompoundBrandForeground1 },
  chevron: { display: 'grid', color: tokens.colorNeutralForeground3 },
  note: { display: 'block', color: tokens.colorNeutralForeground3 },
});

/** Everything that can be done with the email, and what was done already. */
export function Home({ mail, choose }: { mail: WholeMail; choose(action: string): void }) {
  const styles = useStyles();
  return (
    <>
      <nav aria-label="What Aide can do with this email">
        <ul className={styles.list}>
          {actions.map(({ id, title, icon: Icon, without }) => {
            const note = without?.(mail);
            return (
              <li key={id} className={styles.item}>
                <button
                  type="button"
                  id={id}
                  className={styles.action}
                  aria-disabled={note !== undefined}
                  onClick={() => note === undefined && choose(id)}
                >
                  <span className={styles.icon} aria-hidden>
                    <Icon />
                  </span>
                  <span>
                    <Text>{title}</Text>
                    {note ? (
                      <Text size={200} className={styles.note}>
                        {note}
                      </Text>
                    ) : null}
                  </span>
                  <span className={styles.chevron} aria-hidden>
                    <ChevronRightRegular />
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      </nav>
      <Done message={mail.id} />
    </>
  );
}
