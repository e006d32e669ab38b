import { narrow } from '../app/use-narrow.ts';

/** Widths of the list's columns; head and rows are grids of their own. */
export const columns = {
  wide: 'minmax(0, 1fr) 150px minmax(90px, 170px) 90px 48px',
  narrow: 'minmax(0, 1fr) 44px',
};

export const wideOnly = { [narrow]: { display: 'none' } } as const;
