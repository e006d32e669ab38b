/** Longer than any address that Microsoft hands out: an upload session's is about 2,000 characters. */
const longest = 8_192;

/**
 * Whether something may be sent to an address that came from outside. The one module that decides it: activities name a `serviceUrl`,
 * file consent cards an `uploadUrl`, Graph hands out addresses of uploads and downloads, and each could name anything.
 *
 * The list is the cloud's (`serviceUrls`, `files` in clouds.ts): whole origins of Microsoft's, anchored at their beginning, so that there is no
 * address by number, no port, no user information and no host of the own network among them. Names of these hosts are resolved by
 * Microsoft's DNS, which nobody from outside can rebind, and TLS holds the answer against the name. Whoever calls follows no redirect.
 * https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html
 * @param pattern beginnings of addresses that are right, as `new URL(…).href` writes them
 * @returns the address as it is to be called, which is the one that was looked at; undefined: nothing may be sent there
 */
export function destination(address: unknown, pattern: RegExp): URL | undefined {
  if (typeof address !== 'string' || address.length > longest) return undefined;
  // A URL parser drops tabs and line breaks and turns a backslash round: two programs could read two addresses.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for
  if (/[\s\\\u0000-\u0020\u007f]/.test(address) || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.username !== '' || url.password !== '' || !pattern.test(url.href)) return undefined;
  return url;
}
