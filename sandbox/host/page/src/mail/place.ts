import { hrefOf, type Route } from '../app/route.ts';

/** What the view shows: '#/mail/<folder>/<message id>'. */
export interface Place {
  /** A well-known name or an id. */
  folder: string;
  /** Id of the message that is open; a draft is open for writing. */
  message?: string;
}

export function parsePlace(detail: string | undefined): Place {
  const [folder = '', message = ''] = (detail ?? '').split('/');
  return { folder: folder || 'inbox', message: message || undefined };
}

export const routeOf = ({ folder, message }: Place): Omit<Route, 'as'> => ({
  view: 'mail',
  detail: message === undefined ? folder : `${folder}/${message}`,
});

export const mailHref = (place: Place): string => hrefOf(routeOf(place));
