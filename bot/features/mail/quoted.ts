/** "-----Original Message-----", in the languages that mail clients write it in most. */
const divider =
  /^\s*-{2,}\s*(?:original message|forwarded message|original appointment|ursprüngliche nachricht|weitergeleitete nachricht|message d['’]origine|message transféré|mensaje original|messaggio originale|oorspronkelijk bericht)\s*-{2,}\s*$/iu;
/** "On Tue, 24 Nov 2026 at 10:00, Alex wrote:" */
const attribution =
  /^\s*(?:on|am|le|el|il|op)\s.{5,300}\s(?:wrote|schrieb(?:\s.{1,200})?|a écrit|escribió|ha scritto|schreef(?:\s.{1,200})?)\s*:\s*$/iu;
/** The lines of a header that Outlook puts above what it quotes. */
const sender = /^\s*\*?(?:from|von|de|da|van|från|fra)\*?\s*:\s*\*?\s*\S/iu;
const more =
  /^\s*\*?(?:sent|date|to|cc|subject|gesendet|datum|an|betreff|envoyé|à|objet|enviado|para|asunto|inviato|a|oggetto|verzonden|aan|onderwerp)\*?\s*:/iu;
/** Lines below the sender's in which the rest of its header is looked for. */
const headerLines = 5;
/** A line of these is what Outlook draws above a header. */
const rule = /^\s*_{20,}\s*$/;
/** Longer lines are nobody's header. */
const longest = 600;

/**
 * What a message itself says. Exchange leaves out what was said in the thread before (`uniqueBody`), as far as it knows the thread; what
 * came from outside quotes as its client does.
 * @param text plain
 * @returns all of it where there is nothing above what is quoted: a mail that was forwarded without a word
 */
export function withoutQuoted(text: string): string {
  const lines = text.split(/\r?\n/);
  const begins = lines.findIndex((line, i) => line.length <= longest && beginsQuote(line, i, lines));
  const own = (begins < 0 ? lines : lines.slice(0, begins)).filter((line) => !/^\s*>/.test(line));
  while (own.length > 0 && (own.at(-1)!.trim() === '' || rule.test(own.at(-1)!))) own.pop();
  return own.some((line) => line.trim() !== '') ? own.join('\n') : text;
}

function beginsQuote(line: string, at: number, lines: string[]): boolean {
  if (divider.test(line) || attribution.test(line)) return true;
  if (!sender.test(line)) return false;
  const next = lines.slice(at + 1, at + 1 + headerLines).filter((one) => one.length <= longest && more.test(one));
  return next.length >= 2;
}
