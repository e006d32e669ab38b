/**
 * The Prefer header by preference: 'outlook.timezone="UTC", return=minimal' → {'outlook.timezone': 'UTC', return: 'minimal'}.
 * https://www.rfc-editor.org/rfc/rfc7240
 */
export function parsePrefer(header: string | undefined): Record<string, string> {
  const out: Record<string, string> = {};
  for (const match of (header ?? '').matchAll(/([\w.-]+)(?:\s*=\s*(?:"([^"]*)"|([^\s,;"]+)))?/g))
    out[match[1]!.toLowerCase()] = match[2] ?? match[3] ?? '';
  return out;
}

/** What Outlook says in Preference-Applied that it has followed. */
export function appliedByOutlook(prefer: Record<string, string>): string[] {
  const quoted = {
    'outlook.timezone': 'outlook.timezone',
    'outlook.body-content-type': 'outlook.body-content-type',
    idtype: 'IdType',
  };
  return Object.entries(quoted).flatMap(([key, name]) =>
    prefer[key] === undefined ? [] : [`${name}="${prefer[key]}"`],
  );
}
