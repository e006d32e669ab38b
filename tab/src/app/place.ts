/** Where one is: a view, and something in it. */
export interface Place {
  view: string;
  item?: string;
}

/** 'tasks/AAMk…' → the view and what it shows. What names no view is the first one. */
export function readPlace(subPageId: string | undefined, views: { id: string }[]): Place {
  const [id = '', ...rest] = (subPageId ?? '').split('/');
  if (!views.some((view) => view.id === id)) return { view: views[0]?.id ?? '' };
  const item = rest.join('/');
  return item ? { view: id, item } : { view: id };
}

export const writePlace = ({ view, item }: Place): string => (item ? `${view}/${item}` : view);
