import { findPeople, type Unclear } from '../../../chat/who.ts';
import type { Contact } from '../../../directory/directory.ts';
import type { Context } from '../../feature.ts';

/** Somebody mail is exchanged with: a colleague, or a name that is in no directory and is searched for as it is. */
export interface Correspondent {
  name: string;
  contact?: Contact;
}

/** Who is meant; only a name that fits several is asked about. */
export async function correspondent(ctx: Context, name: string): Promise<Correspondent | { unclear: Unclear }> {
  const found = await findPeople(ctx, [name]);
  if ('people' in found) return { name: found.people[0]!.displayName, contact: found.people[0]! };
  return found.unclear.several ? { unclear: found.unclear } : { name };
}
