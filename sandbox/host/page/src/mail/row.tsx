import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowDownRegular, AttachRegular, FlagFilled, ImportantFilled } from '@fluentui/react-icons';
import type { KeyboardEvent } from 'react';
import { PersonAvatar } from '../app/person-avatar.tsx';
import { shortTimeOf } from '../app/time.ts';
import { CategoryChips } from './category-chips.tsx';
import { type Conversation, shownPerson, topicOf, whoText } from './message.ts';
import { mailHref } from './place.ts';
import { useMail } from './use-mail.ts';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: '32px minmax(0, 1fr)',
    columnGap: '10px',
    padding: '10px 12px 10px 13px',
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    borderLeft: '3px solid transparent',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
    '&[aria-current]': { backgroundColor: tokens.colorBrandBackground2 },
    // A transparent border is one that can be seen there.
    '@media (forced-colors: active)': {
      borderLeftColor: 'Canvas',
      '&[aria-current]': { outline: '2px solid Highlight', outlineOffset: '-2px' },
    },
  },
  unread: {
    borderLeftColor: tokens.colorBrandStroke1,
    '@media (forced-colors: active)': { borderLeftColor: 'Highlight' },
  },
  text: { minWidth: 0, display: 'grid', gap: '1px' },
  line: { display: 'flex', alignItems: 'center', gap: '6px', minWidth: 0 },
  grow: { flexGrow: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  who: { fontSize: tokens.fontSizeBase300 },
  strong: { fontWeight: tokens.fontWeightSemibold },
  new: { fontWeight: tokens.fontWeightSemibold, color: tokens.colorBrandForeground2 },
  small: { flexShrink: 0, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  count: {
    flexShrink: 0,
    minWidth: '18px',
    padding: '0 4px',
    boxSizing: 'border-box',
    textAlign: 'center',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
    backgroundColor: tokens.colorNeutralBackground4,
    borderRadius: tokens.borderRadiusCircular,
  },
  preview: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  draft: { flexShrink: 0, color: tokens.colorStatusDangerForeground3 },
  icon: { flexShrink: 0, color: tokens.colorNeutralForeground2 },
  flag: { flexShrink: 0, color: tokens.colorStatusDangerForeground1 },
});

interface Props {
  conversation: Conversation;
  selected: boolean;
  /** What one wrote oneself: names whom it went to. */
  own: boolean;
  /** Says in which folder it is, where several are shown. */
  showsFolder: boolean;
  onKeyDown(event: KeyboardEvent): void;
}

/** A conversation in the list: who, about what, how it begins, when, and what is special about it. */
export function Row({ conversation, selected, own, showsFolder, onKeyDown }: Props) {
  const styles = useStyles();
  const { place, folders, now, zone } = useMail();
  const { messages } = conversation;
  const newest = messages[0]!;
  const who = whoText(conversation, own);
  const isUnread = messages.some((m) => !m.isRead);
  const importance = messages.some((m) => m.importance === 'high') ? 'high' : newest.importance;
  const folder = folders.find(({ id }) => id === newest.parentFolderId);
  const mark = (isThere: boolean, Icon: typeof AttachRegular, text: string, style = styles.icon) =>
    isThere && (
      <>
        <Icon className={style} fontSize={16} aria-hidden />
        <span className="visually-hidden">{text}</span>
      </>
    );
  return (
    <li>
      <a
        className={mergeClasses(styles.row, isUnread && styles.unread)}
        data-conversation={conversation.key}
        href={mailHref({ folder: place.folder, message: newest.id })}
        aria-current={selected ? 'true' : undefined}
        onKeyDown={onKeyDown}
      >
        <PersonAvatar name={who} person={shownPerson(newest, own)} size={32} />
        <span className={styles.text}>
          <span className={styles.line}>
            {isUnread && <span className="visually-hidden">Unread. </span>}
            {newest.isDraft && <span className={styles.draft}>[Draft] </span>}
            <span className={mergeClasses(styles.grow, styles.who, isUnread && styles.strong)}>{who}</span>
            {mark(importance === 'high', ImportantFilled, 'High importance', styles.flag)}
            {mark(importance === 'low', ArrowDownRegular, 'Low importance')}
            {mark(
              messages.some((m) => m.hasAttachments),
              AttachRegular,
              'Has attachments',
            )}
            {mark(
              messages.some((m) => m.flag.flagStatus === 'flagged'),
              FlagFilled,
              'Flagged',
              styles.flag,
            )}
          </span>
          <span className={styles.line}>
            <span className={mergeClasses(styles.grow, isUnread && styles.new)}>{topicOf(newest)}</span>
            {messages.length > 1 && (
              <span className={styles.count}>
                {messages.length}
                <span className="visually-hidden"> messages</span>
              </span>
            )}
            <span className={mergeClasses(styles.small, isUnread && styles.new)}>
              {shortTimeOf(new Date(newest.receivedDateTime), now, zone)}
            </span>
          </span>
          <span className={mergeClasses(styles.grow, styles.preview)}>{newest.bodyPreview || 'Nothing in it'}</span>
          {(showsFolder || messages.some((m) => m.categories.length > 0)) && (
            <span className={styles.line}>
              {showsFolder && folder && <span className={styles.small}>{folder.displayName}</span>}
              <CategoryChips names={[...new Set(messages.flatMap((m) => m.categories))]} />
            </span>
          )}
        </span>
      </a>
    </li>
  );
}
