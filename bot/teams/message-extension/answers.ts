import type { AideError } from '../../errors.ts';
import type { Found } from '../../features/chat.ts';
import { cardContentType } from '../activity.ts';
import type { Answer } from '../deliveries.ts';

const answer = (composeExtension: Record<string, unknown>): Answer => ({ status: 200, body: { composeExtension } });

/**
 * A list: of each the card that is put into the message, and the line that stands for it in the list. That one is a thumbnail card,
 * whose text is read as HTML.
 * https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/search-commands/respond-to-search#response-card-types-and-previews
 */
export const results = (found: Found[]): Answer =>
  answer({
    type: 'result',
    attachmentLayout: 'list',
    attachments: found.map(({ title, about, card }) => ({
      contentType: cardContentType,
      content: card,
      preview: {
        contentType: 'application/vnd.microsoft.card.thumbnail',
        content: { title: escapeHtml(title), text: escapeHtml(about) },
      },
    })),
  });

/** Words in the place of the list. */
export const words = (text: string): Answer => answer({ type: 'message', text });

export const nothingFound = (text: string): Answer =>
  words(text === '' ? 'Nothing to show yet. Type what you look for.' : `I found nothing for “${text}”.`);

export const stillSearching = words('This takes longer than usual. Search again in a moment: it is under way.');

export const unknownCommand = words('This search belongs to another version of Aide. Update the app, then try again.');

export const problem = ({ userMessage, remedy }: AideError): Answer => words(`${userMessage} ${remedy}`);

/**
 * Asks for the person's token: Teams gets it silently where it can, and sends the query again with it. Where it cannot, the link
 * opens the sign-in window.
 * https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/enable-sso-auth-me
 */
export const signIn = (url: string): Answer => suggested('silentAuth', 'Sign in to Aide', url);

/** Consent, or another sign-in step, in a window. */
export const connect = (error: AideError, url: string): Answer =>
  suggested('auth', error.code === 'consent_required' ? 'Give Aide permission' : 'Complete the sign-in', url);

const suggested = (type: 'auth' | 'silentAuth', title: string, value: string): Answer =>
  answer({ type, suggestedActions: { actions: [{ type: 'openUrl', title, value }] } });

const escapeHtml = (text: string): string =>
  text
    .replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '');
