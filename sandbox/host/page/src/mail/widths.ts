/** Below this width the folders are a field above the list. */
export const medium = '@media (max-width: 1020px)';
