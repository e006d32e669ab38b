/** The list goes by its own width, not by the window's: the details stand beside it. No two of these hold at once. */
export const medium = '@container (min-width: 520.1px) and (max-width: 760px)';
export const small = '@container (max-width: 520px)';

/** Widths of the list's columns; head and rows are grids of their own. */
export const columns = {
  gridTemplateColumns: 'minmax(0, 1fr) 150px minmax(90px, 170px) 90px 48px',
  [medium]: { gridTemplateColumns: 'minmax(0, 1fr) 140px 84px 48px' },
  [small]: { gridTemplateColumns: 'minmax(0, 1fr) 44px' },
} as const;

export const notSmall = { [small]: { display: 'none' } } as const;
export const wideOnly = { [medium]: { display: 'none' }, [small]: { display: 'none' } } as const;
