import type { ServerResponse } from 'node:http';

/**
 * Sent with everything, pages, answers and errors alike. Pages that are shown in frames set their own policy, which says by whom
 * (policy.ts), and what may be kept says for how long (files.ts).
 * https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html
 */
const always = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin-allow-popups',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  // Nothing of it is used by any page; a page in a frame could otherwise ask for what its host may have.
  'Permissions-Policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
  'Cache-Control': 'no-store',
};

/** @param secure whether Aide is reached by https: then browsers come by nothing else for a year */
export function setSecurityHeaders(response: Pick<ServerResponse, 'setHeader'>, secure: boolean): void {
  for (const [name, value] of Object.entries(always)) response.setHeader(name, value);
  if (secure) response.setHeader('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
}
