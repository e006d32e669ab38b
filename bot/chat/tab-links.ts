import type { Card } from '../features/chat.ts';
import type { Element } from './cards.ts';

/**
 * A place in the tab, as tab/src/app/place.ts reads it: 'tasks/task/<list>/<task>', each id percent-encoded. Cards are pure and know no
 * address, so they name the place alone; whoever sends them says where the tab is (`withTabLinks`).
 */
export type TabPlace = string;

const scheme = 'aide-tab:';

/** The ids of a place, as its view reads them. */
export const tabPlace = (view: string, ...parts: string[]): TabPlace =>
  [view, ...parts.map(encodeURIComponent)].join('/');

/** At the end of a card, where the six buttons are for what can be done. */
export const tabLink = (place: TabPlace): Element => ({
  type: 'TextBlock',
  // Parentheses would end the address.
  text: `[Show in Aide](${scheme}${place.replace(/[()]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)})`,
  wrap: true,
  size: 'Small',
});

/** @returns the card with addresses for its places; without those links where there is no tab to lead to */
export function withTabLinks(card: Card, addressOf: ((place: TabPlace) => string) | undefined): Card {
  const body = card.body.flatMap((element) => {
    const place = placeIn(element);
    if (place === undefined) return [element];
    return addressOf ? [{ ...(element as Element), text: `[Show in Aide](${addressOf(place)})` }] : [];
  });
  return body.length === card.body.length && !addressOf ? card : { ...card, body };
}

const form = new RegExp(`^\\[Show in Aide\\]\\(${scheme}([^()\\s]+)\\)$`);
const placeIn = (element: unknown): TabPlace | undefined => {
  const { text } = element as { text?: unknown };
  return typeof text === 'string' ? form.exec(text)?.[1] : undefined;
};

/**
 * Where Teams opens a place in the tab. https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-application
 * @param teamsUrl the Teams client of the cloud
 * @param appId of the app in Teams
 */
export const tabAddresses =
  (teamsUrl: string, appId: string) =>
  (place: TabPlace): string => {
    const context = encodeURIComponent(JSON.stringify({ subEntityId: place }));
    return `${teamsUrl}/l/entity/${appId}/${tabEntityId}?context=${context}`;
  };

/** The tab's `entityId` in the manifest. */
const tabEntityId = 'home';
