import { Button, mergeClasses } from '@fluentui/react-components';
import { type Action, AdaptiveCard as Card, ExecuteAction, OpenUrlAction, SubmitAction } from 'adaptivecards';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Message } from '../../../../teams/protocol.ts';
import { useNotify } from '../app/notices.tsx';
import { useIsDark } from '../app/theme.tsx';
import { useSession } from '../session/session.tsx';
import { type CardAnswer, refreshAction } from './card-action.ts';
import { execute, openUrl, runSimpleAction, type SimpleAction } from './card-actions.ts';
import { useCardStyles } from './card-styles.ts';
import { teamsHostConfig } from './host-config.ts';
import { cardHtml } from './markdown.ts';

Card.onProcessMarkdown = (text, result) => {
  result.outputHtml = cardHtml(text).trim();
  result.didProcess = true;
};

type Note = { text: string; failed: boolean; retry?: () => void };

/** An Adaptive Card as Teams shows it. `mri` is the person's id in this conversation. */
export function AdaptiveCard({ message, content, mri }: { message: Message; content: unknown; mri?: string }) {
  const { chat } = useSession();
  const notify = useNotify();
  const styles = useCardStyles();
  const isDark = useIsDark();
  // What the bot answered replaces the card for this client, until the bot updates the message for everybody.
  const [replaced, setReplaced] = useState<unknown>();
  const [note, setNote] = useState<Note>();
  const shown = replaced ?? content;
  const host = useRef<HTMLDivElement>(null);

  const take = useCallback(
    (answer: CardAnswer, retry: () => void) => {
      if (answer.kind === 'card') setReplaced(answer.card);
      if (answer.kind === 'message') notify(answer.text);
      if (answer.kind === 'failed')
        setNote({ text: answer.text, failed: true, retry: answer.retry ? retry : undefined });
    },
    [notify],
  );

  const run = useCallback(
    async (action: Action) => {
      setNote(undefined);
      if (action instanceof OpenUrlAction) {
        if (!(await openUrl(action.url))) notify('This link cannot be opened.', 'error');
      } else if (action instanceof ExecuteAction) {
        const { id, verb } = action;
        const data = structuredClone(action.data);
        const press = async () => {
          setNote(undefined);
          const release = hold(host.current, action.renderedElement);
          take(await execute(chat, message, { id, verb, data }, 'manual'), () => void press());
          release();
        };
        await press();
      } else if (action instanceof SubmitAction) {
        const data = (action.data ?? {}) as { msteams?: SimpleAction & { feedback?: { hide?: boolean } } };
        const { msteams, ...value } = data;
        const release = hold(host.current, action.renderedElement);
        const simple = msteams?.type ? { ...msteams } : { type: 'submit', value: data };
        if (simple.type === 'messageBack' && simple.value === undefined) simple.value = value;
        const sent = await runSimpleAction(chat, message.conversationId, simple, message.id);
        release();
        if (sent && !msteams?.feedback?.hide) setNote({ text: 'Your response was sent to the app', failed: false });
      }
    },
    [chat, message, notify, take],
  );

  const rendered = useMemo(() => {
    const card = new Card();
    card.hostConfig = teamsHostConfig(isDark);
    try {
      card.parse(shown);
      return card;
    } catch {
      return undefined;
    }
  }, [shown, isDark]);

  useEffect(() => {
    if (!rendered || !host.current) return;
    rendered.onExecuteAction = (action) => void run(action);
    const hadFocus = host.current.contains(document.activeElement);
    const element = rendered.render();
    host.current.replaceChildren(...(element ? [element] : []));
    // The card that took the place of a pressed button takes its focus.
    if (hadFocus && element) {
      element.tabIndex = -1;
      element.focus();
    }
  }, [rendered, run]);

  // The bot's newest content wins over what this client was answered before.
  useEffect(() => {
    if (content) setReplaced(undefined);
  }, [content]);

  useEffect(() => {
    const action = refreshAction(content, mri);
    if (!action) return;
    let here = true;
    void execute(chat, message, action, 'automatic').then((answer) => {
      if (here && answer.kind === 'card') setReplaced(answer.card);
    });
    return () => {
      here = false;
    };
  }, [content, mri, chat, message]);

  if (!rendered) return <div className={mergeClasses(styles.card, styles.broken)}>This card could not be shown.</div>;
  return (
    <div className={styles.card} data-card>
      <div ref={host} />
      {note && (
        <div
          className={mergeClasses(styles.note, note.failed && styles.failed)}
          role={note.failed ? 'alert' : 'status'}
        >
          <span>{note.text}</span>
          {note.retry && (
            <Button size="small" onClick={note.retry}>
              Try again
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

/** Shows progress on the pressed button and holds the others; the returned function lets go. */
function hold(card: HTMLElement | null, pressed: HTMLElement | undefined): () => void {
  const others = [...(card?.querySelectorAll<HTMLButtonElement>('button, [role=button]') ?? [])].filter(
    (button) => button !== pressed && !button.disabled,
  );
  for (const button of others) button.disabled = true;
  pressed?.setAttribute('aria-busy', 'true');
  if (pressed) pressed.style.pointerEvents = 'none';
  return () => {
    for (const button of others) button.disabled = false;
    pressed?.removeAttribute('aria-busy');
    if (pressed) pressed.style.pointerEvents = '';
  };
}
