/** A draft's text: what one writes oneself, and what is quoted below, which is kept as it is. */
export interface DraftText {
  own: string;
  /** From the line above the quoted message's head to the end. */
  quote: string;
}

/** Where Outlook's quotes begin: its line, or the head of the message that is answered. */
const begin = /<hr\b[^>]*\btabindex="-1"|<div\b[^>]*\bid="(?:x_)?(?:appendonsend|divRplyFwdMsg)"/i;

/** @param html a body as Exchange gives it: a whole document */
export function splitDraft(html: string): DraftText {
  const inside = /<body[^>]*>([\s\S]*?)(?:<\/body\s*>|$)/i.exec(html)?.[1] ?? html;
  const at = inside.search(begin);
  return at < 0 ? { own: inside, quote: '' } : { own: inside.slice(0, at), quote: inside.slice(at) };
}

export const joinDraft = ({ own, quote }: DraftText): string => `<html><head></head><body>${own}${quote}</body></html>`;
