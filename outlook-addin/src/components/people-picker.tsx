import type { FoundPeople } from '@aide/contracts/people';
import { PeopleField, type PeopleFieldProps } from '@aide/tab/people-field';
import { useSession } from '../app/session.ts';

/** Several people, found by name, or named by address. */
export function PeoplePicker(props: Omit<PeopleFieldProps, 'find'>) {
  const { api } = useSession();
  return (
    <PeopleField {...props} find={(name, signal) => api.query<FoundPeople>('people.find', { name, top: 8 }, signal)} />
  );
}
