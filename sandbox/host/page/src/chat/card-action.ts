import type { InvokeResult } from '../../../../teams/protocol.ts';
import { type OAuthCard, readOAuthCard } from './sign-in.ts';

/** What a card's Action.Execute says to the bot. */
export interface ExecuteAction {
  id?: string;
  verb?: string;
  data?: unknown;
}

/**
 * Value of the invoke 'adaptiveCard/action' as Teams sends it. After a sign-in that the bot asked for it carries either
 * the token (`authentication`) or the code (`state`).
 * https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#actionexecute
 */
export const executeValue = (
  { id, verb, data }: ExecuteAction,
  trigger: 'manual' | 'automatic',
  signIn: { authentication?: { id: string; connectionName: string; token: string }; state?: string } = {},
) => ({ action: { type: 'Action.Execute', id, verb, data: data ?? {} }, trigger, ...signIn });

/** What the bot's answer asks the client to do. */
export type CardAnswer =
  | { kind: 'card'; card: object }
  | { kind: 'message'; text: string }
  | { kind: 'signIn'; card: OAuthCard }
  | { kind: 'nothing' }
  /** `retry`: the same press may succeed a little later. */
  | { kind: 'failed'; text: string; retry: boolean };

/** https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#response-format */
export function readAnswer({ status, body }: InvokeResult): CardAnswer {
  const answer = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const code = typeof answer.statusCode === 'number' ? answer.statusCode : status;
  const { type, value } = answer;
  if (type === 'application/vnd.microsoft.card.adaptive' && code < 300 && typeof value === 'object' && value !== null)
    return { kind: 'card', card: value };
  if (type === 'application/vnd.microsoft.activity.message' && code < 300)
    return { kind: 'message', text: String(value) };
  if (type === 'application/vnd.microsoft.activity.loginRequest') {
    const card = readOAuthCard(value);
    if (card) return { kind: 'signIn', card };
  }
  if (code < 300) return { kind: 'nothing' };
  const said = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  if (code === 412 || code === 401)
    return { kind: 'failed', text: text(said.message) ?? 'The app wants you to sign in first.', retry: true };
  if (status === 502 || status === 504 || code === 502 || code === 504)
    return { kind: 'failed', text: 'The app did not answer. Nothing you typed is lost.', retry: true };
  return {
    kind: 'failed',
    text: text(said.message) ?? 'The app could not do that.',
    retry: code === 429 || code >= 500,
  };
}

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

/** Whether a card refreshes itself for this person: it names them, or names nobody. */
export function refreshAction(card: unknown, mri: string | undefined): ExecuteAction | undefined {
  const refresh = (card as { refresh?: { action?: ExecuteAction & { type?: string }; userIds?: string[] } }).refresh;
  if (refresh?.action?.type !== 'Action.Execute') return undefined;
  const { userIds } = refresh;
  return !userIds?.length || (mri !== undefined && userIds.includes(mri)) ? refresh.action : undefined;
}
