/** '@Aide' of somebody in the conversation becomes '<at>Aide</at>', as the chat service wants it; longer names first. */
export function withMentions(text: string, names: string[]): string {
  const alternatives = [...names]
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (alternatives.length === 0) return text;
  const pattern = new RegExp(`(^|\\s)@(${alternatives.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
  return text.replace(pattern, (_, before: string, name: string) => {
    const exact = names.find((n) => n.toLowerCase() === name.toLowerCase()) ?? name;
    return `${before}<at>${exact}</at>`;
  });
}

/** The name being typed after an '@' that the caret stands behind; undefined when there is none. */
export function mentionQuery(text: string, caret: number): { from: number; query: string } | undefined {
  const found = /(?:^|\s)@([\p{L}\p{N} ]{0,30})$/u.exec(text.slice(0, caret));
  if (!found) return undefined;
  const query = found[1] ?? '';
  return { from: caret - query.length - 1, query };
}
