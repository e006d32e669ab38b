import { textAsHtml } from '../../text-as-html.ts';

/** Bytes that Outlook's forms take. https://learn.microsoft.com/javascript/api/outlook/office.replyformdata */
const limit = 32 * 1024;

/** Does the text go into Outlook's own form? A longer one goes into a draft. */
export const opensInOutlook = (text: string): boolean => new TextEncoder().encode(textAsHtml(text)).length <= limit;
