import { useEffect, useState } from 'react';
import type { Person, SandboxApi, TenantInfo } from '../api/sandbox.ts';

/** Of a large tenant only the first are here: the others are asked for, once nothing more is typed for so long (ms). */
const pause = 200;

/** @returns whom the words may mean: all that are here, or what the sandbox finds among those who are not */
export function usePeople(sandbox: SandboxApi, tenant: TenantInfo, query: string): Person[] {
  const wanted = tenant.peopleCount > tenant.people.length ? query.trim() : '';
  const [found, setFound] = useState<{ of: string; people: Person[] }>();
  useEffect(() => {
    if (wanted === '') return;
    let isOver = false;
    const timer = setTimeout(
      () =>
        sandbox.people(wanted).then(
          (people) => !isOver && setFound({ of: wanted, people }),
          () => undefined,
        ),
      pause,
    );
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [sandbox, wanted]);
  if (wanted === '' || !found) return tenant.people;
  // Until the answer to what is typed now is there, the one before it is still nearest.
  return found.people;
}
