/** A text as OData writes it in a $filter. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
