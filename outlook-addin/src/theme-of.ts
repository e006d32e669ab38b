import type { Theme } from './host.ts';

/**
 * Outlook tells its colours and no name for them (`isDarkTheme` is not there in Outlook).
 * https://learn.microsoft.com/javascript/api/office/office.officetheme
 * @param background of the body, '#RRGGBB'; undefined where the host tells none
 * @param forced the system has a contrast theme
 * @param dark what the device prefers, for hosts that tell no colours
 */
export function themeOf(look: { background?: string; forced: boolean; dark: boolean }): Theme {
  if (look.forced) return 'contrast';
  const [, red, green, blue] = /^#?([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(look.background ?? '') ?? [];
  if (!red || !green || !blue) return look.dark ? 'dark' : 'light';
  const [r, g, b] = [red, green, blue].map((part) => Number.parseInt(part, 16));
  // Outlook's dark themes are greys; pure black is that of high contrast.
  if (r === 0 && g === 0 && b === 0) return 'contrast';
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b! < 128 ? 'dark' : 'light';
}
