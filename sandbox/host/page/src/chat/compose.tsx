import { Button, makeStyles, Tooltip, tokens } from '@fluentui/react-components';
import { MentionRegular, PromptRegular, SendFilled, SendRegular } from '@fluentui/react-icons';
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Conversation } from '../../../../teams/protocol.ts';
import { useSession } from '../session/session.tsx';
import { AttachButton, type ChosenFile, ChosenFiles } from './attach.tsx';
import { type Choice, ChoiceList } from './choice-list.tsx';
import { createDrafts } from './drafts.ts';
import { mentionQuery, withMentions } from './mentions.ts';
import { useChat } from './use-chat.ts';

const useStyles = makeStyles({
  frame: { position: 'relative' },
  box: {
    display: 'flex',
    alignItems: 'flex-end',
    gap: '4px',
    padding: '4px 6px 4px 12px',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderBottomColor: tokens.colorNeutralStrokeAccessible,
    borderRadius: tokens.borderRadiusMedium,
    ':focus-within': {
      borderBottomColor: tokens.colorBrandStroke1,
      boxShadow: `inset 0 -1px 0 ${tokens.colorBrandStroke1}`,
    },
  },
  text: {
    boxSizing: 'border-box',
    flexGrow: 1,
    minWidth: 0,
    maxHeight: '30vh',
    padding: '6px 0',
    font: 'inherit',
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    color: 'inherit',
    backgroundColor: 'transparent',
    border: 'none',
    outline: 'none',
    resize: 'none',
    '::placeholder': { color: tokens.colorNeutralForeground3, opacity: 1 },
  },
});

interface Props {
  conversation: Conversation;
  /** Channels: the post that is answered. */
  replyToId?: string;
  onDone?: () => void;
}

/** Where one writes. Enter sends, Shift+Enter is a new line; what is typed stays until it is sent. */
export function Compose({ conversation, replyToId, onDone }: Props) {
  const styles = useStyles();
  const { chat, me } = useSession();
  const { apps } = useChat();
  const listId = useId();
  const drafts = useMemo(() => createDrafts(localStorage, me.id), [me]);
  const draftKey = replyToId === undefined ? conversation.id : `${conversation.id} ${replyToId}`;
  const [text, setText] = useState(() => drafts.get(draftKey));
  const [caret, setCaret] = useState(text.length);
  const [focused, setFocused] = useState(false);
  const [dismissed, setDismissed] = useState(false);
  // The commands would cover what was just answered, so they are shown when they are asked for.
  const [asked, setAsked] = useState(false);
  const [active, setActive] = useState(-1);
  const [files, setFiles] = useState<ChosenFile[]>([]);
  const field = useRef<HTMLTextAreaElement>(null);
  const others = conversation.members.filter((m) => m.aadObjectId !== me.id);
  const isPersonal = conversation.type === 'personal';

  const isBlank = text.trim() === '' && files.length === 0;
  // Bots take files in the personal chat only, and only those that say so.
  const canAttach = conversation.type !== 'channel' && (!isPersonal || apps.some((app) => app.supportsFiles));

  const change = (value: string, at = value.length) => {
    setText(value);
    setCaret(at);
    setDismissed(false);
    setAsked(false);
    setActive(-1);
    drafts.set(draftKey, value);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const area = field.current;
    if (!area) return;
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
  }, [text]);
  useEffect(() => {
    if (replyToId !== undefined) field.current?.focus();
  }, [replyToId]);

  const mention = isPersonal ? undefined : mentionQuery(text, caret);
  const commands: Choice[] = useMemo(() => {
    const bot = isPersonal ? others.find((m) => m.kind === 'bot') : undefined;
    const app = bot && apps.find(({ botId }) => bot.mri === `28:${botId}`);
    return (app?.commands ?? []).map((c) => ({
      key: c.title,
      title: c.title,
      description: c.description,
      value: c.title,
    }));
  }, [others, apps, isPersonal]);
  const choices: Choice[] = useMemo(() => {
    if (mention)
      return others
        .filter((m) => m.name.toLowerCase().includes(mention.query.toLowerCase()))
        .sort((a, b) => Number(b.kind === 'bot') - Number(a.kind === 'bot'))
        .slice(0, 6)
        .map((m) => ({ key: m.mri, title: m.name, description: m.kind === 'bot' ? 'App' : '', value: m.name }));
    return asked && text === '' ? commands : [];
  }, [mention, others, commands, asked, text]);
  const open = focused && !dismissed && choices.length > 0;

  const choose = (choice: Choice) => {
    if (mention) {
      const before = `${text.slice(0, mention.from)}@${choice.value} `;
      change(before + text.slice(caret), before.length);
    } else change(`${choice.value} `);
    field.current?.focus();
  };
  const send = () => {
    const message = text.trim();
    if (message === '' && files.length === 0) return;
    change('');
    setFiles([]);
    void chat.send(conversation.id, {
      text: withMentions(
        message,
        others.map((m) => m.name),
      ),
      replyToId,
      ...(files.length > 0 ? { files } : {}),
    });
    onDone?.();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (open && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setActive((now) => (now < 0 && step < 0 ? choices.length - 1 : (now + step + choices.length) % choices.length));
    } else if (text === '' && commands.length > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      setAsked(true);
      setDismissed(false);
    } else if (open && event.key === 'Escape') {
      setDismissed(true);
      setAsked(false);
    } else if (open && (event.key === 'Enter' || event.key === 'Tab') && choices[active]) {
      event.preventDefault();
      choose(choices[active]);
    } else if (event.key === 'Escape' && text === '') onDone?.();
    else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      send();
    }
  };

  return (
    <div className={styles.frame}>
      {open && (
        <ChoiceList
          id={listId}
          label={mention ? 'People to mention' : 'What Aide can do'}
          choices={choices}
          active={active}
          onChoose={choose}
        />
      )}
      <ChosenFiles files={files} onChange={setFiles} />
      <div className={styles.box}>
        <textarea
          ref={field}
          className={styles.text}
          rows={1}
          maxLength={28_000}
          aria-label={replyToId === undefined ? 'Type a message' : 'Type a reply'}
          placeholder={
            replyToId !== undefined ? 'Type a reply' : isPersonal ? 'Type a message' : 'Type a message, @ to mention'
          }
          aria-haspopup="listbox"
          aria-controls={open ? listId : undefined}
          aria-activedescendant={open && active >= 0 ? `${listId}-${active}` : undefined}
          value={text}
          onChange={(event) => change(event.target.value, event.target.selectionStart)}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onKeyDown={onKeyDown}
          onFocus={() => setFocused(true)}
          onBlur={() => {
            setFocused(false);
            setAsked(false);
          }}
        />
        {commands.length > 0 && (
          <Tooltip content="What Aide can do" relationship="label">
            <Button
              appearance="transparent"
              icon={<PromptRegular />}
              aria-haspopup="listbox"
              aria-expanded={open}
              // The field keeps the focus, or the list would close and open again.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => {
                field.current?.focus();
                setAsked(!open);
                setDismissed(false);
              }}
            />
          </Tooltip>
        )}
        {!isPersonal && (
          <Tooltip content="Mention somebody" relationship="label">
            <Button
              appearance="transparent"
              icon={<MentionRegular />}
              onClick={() => {
                change(`${text}${text === '' || text.endsWith(' ') ? '' : ' '}@`);
                field.current?.focus();
              }}
            />
          </Tooltip>
        )}
        {canAttach && (
          <AttachButton
            onChosen={(file) => {
              setFiles((now) => [...now.filter(({ driveItemId }) => driveItemId !== file.driveItemId), file]);
              field.current?.focus();
            }}
          />
        )}
        <Button
          appearance="transparent"
          icon={isBlank ? <SendRegular /> : <SendFilled primaryFill={tokens.colorBrandForeground1} />}
          aria-label="Send"
          disabledFocusable={isBlank}
          onClick={send}
        />
      </div>
    </div>
  );
}
