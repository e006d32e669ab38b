import type { InvokeResult, Message } from '../../../../teams/protocol.ts';
import { filesRoute } from '../app/sharepoint-links.ts';
import { go } from '../app/use-route.ts';
import { tabRoute } from '../tab-host/address.ts';
import { type CardAnswer, type ExecuteAction, executeValue, readAnswer } from './card-action.ts';
import { closed, openPopup, safeUrl, signInCode } from './popup.ts';
import type { ChatStore } from './store.ts';

/** Asks the bot, and takes the way through a sign-in when the bot wants one. */
export async function execute(
  chat: ChatStore,
  message: Message,
  action: ExecuteAction,
  trigger: 'manual' | 'automatic',
): Promise<CardAnswer> {
  const ask = async (signIn?: Parameters<typeof executeValue>[2]) => {
    const value = executeValue(action, trigger, signIn);
    const result: InvokeResult = await chat
      .invoke(message.conversationId, { name: 'adaptiveCard/action', value, replyToId: message.id })
      .catch(() => ({ status: 502 }));
    return readAnswer(result);
  };
  const answer = await ask();
  if (answer.kind !== 'signIn') return answer;
  const { card } = answer;
  const services = chat.signInServices(message.conversationId, message);
  const resource = services.app?.webApplicationInfo?.resource;
  if (card.tokenExchangeResource && resource) {
    const token = await services.token(`${resource}/access_as_user`).catch(() => undefined);
    if (token !== undefined) {
      const { id } = card.tokenExchangeResource;
      const second = await ask({ authentication: { id, connectionName: card.connectionName, token } });
      if (second.kind !== 'signIn' && !(second.kind === 'failed' && second.retry)) return second;
    }
  }
  // A card that refreshes by itself opens no window: nobody pressed anything.
  if (trigger === 'automatic') return { kind: 'nothing' };
  const popup = openPopup(card.buttons[0]?.value ?? '', true);
  if (!popup)
    return { kind: 'failed', text: 'The browser blocked the sign-in window. Allow it and press again.', retry: true };
  const code = await signInCode(popup);
  if (code === 'CancelledByUser') return { kind: 'failed', text: 'The sign-in window was closed.', retry: true };
  return ask({ state: code });
}

/** What the buttons of every card type do besides Action.Execute: CardAction of the Bot Framework, `msteams` in Action.Submit. */
export interface SimpleAction {
  type: string;
  title?: string;
  value?: unknown;
  text?: string;
  displayText?: string;
}

/**
 * Runs a button that opens something or says something.
 * @returns whether it was said or opened
 */
export async function runSimpleAction(
  chat: ChatStore,
  conversationId: string,
  action: SimpleAction,
  replyToId?: string,
): Promise<boolean> {
  switch (action.type) {
    case 'openUrl':
      return openUrl(action.value);
    case 'imBack':
      return chat.send(conversationId, { text: String(action.value ?? '') });
    case 'messageBack':
      return chat.send(conversationId, {
        text: action.displayText ?? action.text ?? '',
        value: action.value,
        replyToId,
      });
    default:
      return chat.send(conversationId, { text: '', value: action.value, replyToId });
  }
}

/** A link into Teams itself, to the chat with an app, which is here. https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams */
const isChatLink = (url: string) => {
  const { origin, pathname } = new URL(url);
  return origin === window.location.origin && pathname === '/l/chat/0/0';
};

/** Opens a link in a window of its own; the focus comes back to the button when that window is closed. */
export async function openUrl(value: unknown): Promise<boolean> {
  const url = safeUrl(value);
  if (!url) return false;
  if (isChatLink(url)) {
    window.location.hash = '#/chat';
    return true;
  }
  const here = filesRoute(url) ?? tabRoute(url, window.location.origin);
  if (here) {
    go(here);
    return true;
  }
  const before = document.activeElement;
  const popup = openPopup(url, false);
  if (!popup) return false;
  await closed(popup);
  window.focus();
  if (before instanceof HTMLElement) before.focus();
  return true;
}
