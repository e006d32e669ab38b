/** What a page may use besides its own files and this server. */
export interface Sources {
  scripts?: readonly string[];
  connections?: readonly string[];
}

/**
 * TeamsJS asks for this file as soon as it is loaded, and has no option to leave it: the origins that may be its host. Microsoft adds
 * new ones there, months before they are in the list that the library brings along, so a tab that cannot read it would one day not
 * start in a new address of Teams or Outlook. It is public, has no parameters and gets no token; so exactly this address is
 * allowed, and nothing else on that host. Without a network the library goes on with its own list.
 * https://github.com/OfficeDev/microsoft-teams-library-js/pull/2089
 */
export const teamsJsHosts = 'https://res.cdn.office.net/teams-js/validDomains/json/validDomains.json';

/**
 * A page may run its own files and call this server, and nothing else. Styles are inserted at run time by Fluent UI's Griffel.
 * https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Content-Security-Policy
 */
export const policyFor = (
  frameAncestors: readonly string[],
  { scripts = [], connections = [] }: Sources = {},
): string =>
  [
    "default-src 'none'",
    ["script-src 'self'", ...scripts].join(' '),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    ["connect-src 'self'", ...connections].join(' '),
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${frameAncestors.join(' ')}`,
  ].join('; ');
