import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { AlertUrgentFilled, ImportantFilled } from '@fluentui/react-icons';
import type { Message } from '../../../../teams/protocol.ts';
import { useSession } from '../session/session.tsx';

const useStyles = makeStyles({
  importance: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '4px',
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorStatusDangerForeground1,
  },
  subject: { margin: '2px 0 6px', fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  reactions: { display: 'flex', flexWrap: 'wrap', gap: '4px', margin: '4px 0 0', padding: 0, listStyleType: 'none' },
  reaction: {
    padding: '0 8px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: '22px',
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground2,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusCircular,
  },
  own: { backgroundColor: tokens.colorBrandBackground2, border: `1px solid ${tokens.colorBrandStroke2}` },
});

const words = { high: 'Important', urgent: 'Urgent' };

/** What stands above a message: how important it is, and what it is about. */
export function MessageHead({ message: { importance, subject } }: { message: Message }) {
  const styles = useStyles();
  return (
    <>
      {importance && (
        <span className={styles.importance}>
          {importance === 'urgent' ? <AlertUrgentFilled aria-hidden /> : <ImportantFilled aria-hidden />}
          {words[importance]}
        </span>
      )}
      {subject && <h3 className={styles.subject}>{subject}</h3>}
    </>
  );
}

/** Emojis with how many people chose each. */
export function Reactions({ message }: { message: Message }) {
  const styles = useStyles();
  const { me, tenant } = useSession();
  const { reactions = [] } = message;
  if (reactions.length === 0) return null;
  const nameOf = (id: string) => tenant.people.find((p) => p.id === id)?.displayName ?? 'Somebody';
  return (
    <ul className={styles.reactions} aria-label="Reactions">
      {[...Map.groupBy(reactions, ({ type }) => type)].map(([type, by]) => {
        const names = by.map(({ userId }) => nameOf(userId)).join(', ');
        const isOwn = by.some(({ userId }) => userId === me.id);
        return (
          <li key={type} className={mergeClasses(styles.reaction, isOwn && styles.own)} title={names}>
            <span aria-hidden>
              {type} {by.length}
            </span>
            <span className="visually-hidden">
              {type} of {names}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
