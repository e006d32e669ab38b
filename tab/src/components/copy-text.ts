/**
 * Puts a text on the clipboard. A host may not give its frames the right to the Clipboard API; the older command works there while the
 * person's click is recent. https://developer.mozilla.org/docs/Web/API/Document/execCommand
 * @returns false: show it, to be copied by hand
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const before = document.activeElement;
    const area = document.createElement('textarea');
    area.value = text;
    area.setAttribute('aria-hidden', 'true');
    area.style.cssText = 'position:fixed;opacity:0';
    // Within the open dialog, if there is one: elsewhere it would not let go of the focus.
    (before?.closest('[role="dialog"]') ?? document.body).append(area);
    area.select();
    const copied = document.execCommand('copy');
    area.remove();
    if (before instanceof HTMLElement) before.focus();
    return copied;
  }
}
