import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  mergeClasses,
  tokens,
} from '@fluentui/react-components';
import {
  ArrowForwardRegular,
  ArrowReplyAllRegular,
  ArrowReplyRegular,
  AttachRegular,
  EditRegular,
  FlagFilled,
  MoreHorizontalRegular,
} from '@fluentui/react-icons';
import { PersonAvatar } from '../app/person-avatar.tsx';
import { narrow, useNarrow } from '../app/use-narrow.ts';
import { whenText } from '../files/words.ts';
import { MessageContent } from './content.tsx';
import { type FullMessage, fullName, type Message, nameOf, type Recipient } from './message.ts';
import { useTargets } from './move-menu.tsx';
import { IconButton } from './tools.tsx';
import { useActions } from './use-actions.ts';
import { useMail } from './use-mail.ts';

const useStyles = makeStyles({
  card: {
    flexShrink: 0,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    overflow: 'hidden',
  },
  head: { display: 'flex', alignItems: 'flex-start', gap: '4px', padding: '0 8px 0 0' },
  toggle: {
    display: 'grid',
    gridTemplateColumns: '32px minmax(0, 1fr)',
    columnGap: '12px',
    flexGrow: 1,
    minWidth: 0,
    padding: '10px 4px 10px 16px',
    font: 'inherit',
    textAlign: 'start',
    color: 'inherit',
    backgroundColor: 'transparent',
    border: 'none',
    borderRadius: tokens.borderRadiusLarge,
    cursor: 'pointer',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-3px' },
    [narrow]: { paddingLeft: '10px', columnGap: '8px' },
  },
  texts: { minWidth: 0, display: 'grid' },
  from: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  small: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  line: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  side: { display: 'flex', flexDirection: 'column', alignItems: 'flex-end', paddingTop: '8px', flexShrink: 0 },
  buttons: { display: 'flex', alignItems: 'center' },
  marks: { display: 'flex', alignItems: 'center', gap: '6px' },
  flag: { color: tokens.colorStatusDangerForeground1 },
  draft: { color: tokens.colorStatusDangerForeground3 },
  people: { padding: '0 16px 8px 60px', [narrow]: { padding: '0 10px 8px' } },
});

interface Props {
  message: FullMessage;
  open: boolean;
  onToggle(): void;
  onUnread(messages: readonly Message[]): void;
  /** It was the last one that was shown. */
  onGone?: () => void;
}

/** A message of the conversation: one line of it, or all. */
export function MessageCard({ message, open, onToggle, onUnread, onGone }: Props) {
  const styles = useStyles();
  const { now, zone, drafts, place } = useMail();
  const actions = useActions();
  const isNarrow = useNarrow();
  const from = nameOf(message.from);
  const when = whenText(message.receivedDateTime, now, zone);
  return (
    <article className={styles.card} aria-label={`${message.isDraft ? 'Draft' : `Message from ${from}`}, ${when}`}>
      <div className={styles.head}>
        <button type="button" className={styles.toggle} aria-expanded={open} onClick={onToggle}>
          <PersonAvatar name={from} person={message.from?.emailAddress.address} size={32} />
          <span className={styles.texts}>
            <span className={styles.from}>
              {message.isDraft && <span className={styles.draft}>[Draft] </span>}
              {from}
            </span>
            <span className={mergeClasses(styles.small, !open && styles.line)}>
              {open ? `To: ${named(message.toRecipients)}` : message.bodyPreview}
            </span>
          </span>
        </button>
        <div className={styles.side}>
          <span className={mergeClasses(styles.small, styles.marks)}>
            {message.hasAttachments && !open && <AttachRegular aria-label="Has attachments" />}
            {message.flag.flagStatus === 'flagged' && <FlagFilled className={styles.flag} aria-label="Flagged" />}
            <time dateTime={message.receivedDateTime}>{when}</time>
          </span>
          {open && (
            <div className={styles.buttons}>
              {message.isDraft ? (
                <Button
                  size="small"
                  icon={<EditRegular />}
                  onClick={() => drafts.open(message.id, place.message, false)}
                >
                  Go on writing
                </Button>
              ) : (
                !isNarrow && (
                  <>
                    <IconButton
                      icon={ArrowReplyRegular}
                      label={`Reply to ${from}`}
                      onClick={() => actions.answer(message, 'reply')}
                    />
                    <IconButton
                      icon={ArrowReplyAllRegular}
                      label={`Reply to ${from} and all others`}
                      onClick={() => actions.answer(message, 'replyAll')}
                    />
                    <IconButton
                      icon={ArrowForwardRegular}
                      label={`Forward the message from ${from}`}
                      onClick={() => actions.answer(message, 'forward')}
                    />
                  </>
                )
              )}
              <More message={message} onUnread={onUnread} onGone={onGone} />
            </div>
          )}
        </div>
      </div>
      {open && message.ccRecipients.length + message.bccRecipients.length > 0 && (
        <div className={mergeClasses(styles.small, styles.people)}>
          {message.ccRecipients.length > 0 && <div>Cc: {named(message.ccRecipients)}</div>}
          {message.bccRecipients.length > 0 && <div>Bcc: {named(message.bccRecipients)}</div>}
        </div>
      )}
      {open && <MessageContent message={message} />}
    </article>
  );
}

const named = (people: readonly Recipient[]) =>
  people.length === 1 ? fullName(people[0]!) : people.map(nameOf).join(', ') || '(nobody)';

/** What can be done with one message of the conversation. */
function More({ message, onUnread, onGone }: Pick<Props, 'message' | 'onUnread' | 'onGone'>) {
  const actions = useActions();
  const { folders } = useMail();
  const targets = useTargets([message]);
  const one = [message];
  const isFlagged = message.flag.flagStatus === 'flagged';
  const inBin = folders.some(({ id, wellKnown }) => wellKnown === 'deleteditems' && id === message.parentFolderId);
  const gone = async (work: Promise<boolean>) => {
    if (await work) onGone?.();
  };
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          size="small"
          icon={<MoreHorizontalRegular />}
          aria-label={`More for the message from ${nameOf(message.from)}`}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {!message.isDraft && (
            <>
              <MenuItem onClick={() => void actions.answer(message, 'reply')}>Reply</MenuItem>
              <MenuItem onClick={() => void actions.answer(message, 'replyAll')}>Reply all</MenuItem>
              <MenuItem onClick={() => void actions.answer(message, 'forward')}>Forward</MenuItem>
              <MenuDivider />
              <MenuItem
                onClick={() => {
                  onUnread(one);
                  void actions.markRead(one, !message.isRead);
                }}
              >
                {message.isRead ? 'Mark as unread' : 'Mark as read'}
              </MenuItem>
            </>
          )}
          <MenuItem onClick={() => void actions.flag(one, isFlagged ? 'notFlagged' : 'flagged')}>
            {isFlagged ? 'Take the flag away' : 'Flag'}
          </MenuItem>
          <Menu>
            <MenuTrigger disableButtonEnhancement>
              <MenuItem>Move to</MenuItem>
            </MenuTrigger>
            <MenuPopover>
              <MenuList>
                {targets.map((folder) => (
                  <MenuItem key={folder.id} onClick={() => void gone(actions.move(one, folder))}>
                    {folder.displayName}
                  </MenuItem>
                ))}
              </MenuList>
            </MenuPopover>
          </Menu>
          <MenuItem onClick={() => void gone(actions.remove(one, inBin))}>
            {inBin ? 'Delete for good' : 'Delete'}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
