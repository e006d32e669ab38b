import { photosOf } from '../../graph/photos/store.ts';
import type { Tenant } from '../tenant.ts';
import { seedId } from './people.ts';

/** Not everybody has a photo, as anywhere. */
const people = [
  'Adele Vance',
  'Alex Wilber',
  'Isaiah Langer',
  'Johanna Lorenz',
  'Lee Gu',
  'Lidia Holloway',
  'Nestor Wilke',
  'Patti Fernandez',
];

/** Portraits of some people and of the larger team. */
export function seedPhotos(tenant: Tenant): void {
  const put = (id: string, portrait: string, heads: 1 | 3) =>
    photosOf(tenant).put({ id, side: 648, content: { portrait, heads }, version: 1 });
  for (const name of people) put(seedId(name), name, 1);
  put(seedId('group Mark 8 Project Team'), 'Mark 8', 3);
}
