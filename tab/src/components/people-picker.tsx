import type { FoundPeople } from '@aide/contracts/people';
import { useSession } from '../app/session.ts';
import { PeopleField, type PeopleFieldProps } from './people-field.tsx';

export type { Picked } from './people-field.tsx';

/** Several people, found by name. */
export function PeoplePicker(props: Omit<PeopleFieldProps, 'find'>) {
  const { api } = useSession();
  return (
    <PeopleField {...props} find={(name, signal) => api.query<FoundPeople>('people.find', { name, top: 8 }, signal)} />
  );
}
