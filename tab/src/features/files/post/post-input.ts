import type { postInput } from '@aide/contracts/files';
import type { Target } from '@aide/contracts/posts';
import type { z } from 'zod';

type Destination = z.input<typeof postInput>['to'];

/** Characters that go with a file, as the contract takes them. */
export const longestText = 4000;

/** A place of the picker as the action takes it: ids, and of people the names that the question says. */
export function destinationOf(to: Target): Destination {
  switch (to.kind) {
    case 'people':
      return { people: to.people };
    case 'chat':
      return { chatId: to.chatId };
    default:
      return { teamId: to.teamId, channelId: to.channelId };
  }
}
