const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Plain text that looks the same as HTML. */
export const textAsHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => names[character] ?? '').replace(/\r?\n/g, '<br>');
