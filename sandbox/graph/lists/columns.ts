import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { GraphFailure } from '../area.ts';
import { lowerNames } from '../calendar/wire.ts';
import { invalidRequest } from '../drive/faults.ts';
import type { Json } from '../drive/render.ts';
import { type Column, type ColumnKind, columnKinds } from './model.ts';

/** The columns that SharePoint gives to every list, and what is said of those that are added. */

const usualFacets: Record<ColumnKind, Json> = {
  text: { allowMultipleLines: false, appendChangesToExistingText: false, linesForEditing: 0, maxLength: 255 },
  number: {
    decimalPlaces: 'automatic',
    displayAs: 'number',
    maximum: 1.7976931348623157e308,
    minimum: -1.7976931348623157e308,
  },
  currency: { locale: 'en-us' },
  boolean: {},
  choice: { allowTextEntry: false, choices: [], displayAs: 'dropDownMenu' },
  dateTime: { displayAs: 'default', format: 'dateTime' },
  personOrGroup: { allowMultipleSelection: false, chooseFromType: 'peopleAndGroups', displayAs: 'nameWithPresence' },
  lookup: { allowMultipleValues: false, allowUnlimitedLength: false, columnName: 'Title' },
  hyperlinkOrPicture: { isPicture: false },
  thumbnail: {},
  calculated: { format: null, formula: '', outputType: 'text' },
};

const builtIn = (
  id: string,
  name: string,
  displayName: string,
  kind: ColumnKind,
  more: Partial<Column> = {},
): Column => ({
  id,
  name,
  displayName,
  description: '',
  columnGroup: '_Hidden',
  hidden: false,
  indexed: false,
  readOnly: true,
  required: false,
  enforceUniqueValues: false,
  kind,
  facet: usualFacets[kind],
  ...more,
});

/** Their ids are the same in every SharePoint. https://learn.microsoft.com/previous-versions/office/developer/sharepoint-2010/ms480784(v=office.14) */
const title = builtIn('fa564e0f-0c70-4ab9-b863-0177e6ddd247', 'Title', 'Title', 'text', {
  columnGroup: 'Custom Columns',
  readOnly: false,
});
const common: Column[] = [
  builtIn('c042a256-787d-4a6f-8a8a-cf6ab767f12d', 'ContentType', 'Content Type', 'text'),
  builtIn('1d22ea11-1e32-424e-89ab-9fedbadb6ce1', 'ID', 'ID', 'number', { indexed: true }),
  builtIn('28cf69c5-fa48-462a-b5cd-27b6f9d2bd5f', 'Modified', 'Modified', 'dateTime'),
  builtIn('8c06beca-0777-48f7-91c7-6da68bc07b69', 'Created', 'Created', 'dateTime'),
  builtIn('1df5e554-ec7e-46a6-901d-d85a3881cb18', 'Author', 'Created By', 'personOrGroup'),
  builtIn('d31655d1-1d5b-4511-95a1-7a09e9b75bf2', 'Editor', 'Modified By', 'personOrGroup'),
  builtIn('dce8262a-3ae9-45aa-aab4-83bd75fb738a', '_UIVersionString', 'Version', 'text'),
];

/** Of lists that are no libraries. */
export const listColumns: Column[] = [
  { ...title, required: true },
  ...common,
  builtIn('67df98f4-9dec-48ff-a553-29bece9c5bf4', 'Attachments', 'Attachments', 'text'),
];
/** Of document libraries. */
export const libraryColumns: Column[] = [
  title,
  builtIn('8553196d-ec8d-4564-9861-3dbe931050c8', 'FileLeafRef', 'Name', 'text', { readOnly: false, required: true }),
  ...common,
  builtIn('8fca95c0-9b7d-456f-8dae-b41ee2728b85', 'FileSizeDisplay', 'File Size', 'text'),
  builtIn('39360f11-34cf-4356-9945-25c44e68dade', 'DocIcon', 'Type', 'text'),
];
/** Of sites: what lists may take. */
export const siteColumns: Column[] = [{ ...title, columnGroup: 'Core Task and Issue Columns' }, ...common];

export const renderColumn = ({ kind, facet, defaultValue, ...column }: Column): Json => ({
  ...column,
  ...(defaultValue ? { defaultValue } : {}),
  [kind]: facet,
});

const text = z.string().nullish();
const flag = z.boolean().nullish();
const facets = Object.fromEntries(columnKinds.map((kind) => [kind, z.looseObject({}).nullish()])) as Record<
  ColumnKind,
  z.ZodOptional<z.ZodNullable<z.ZodObject>>
>;
const shape = {
  ...facets,
  // SharePoint's names: letters, digits and what it writes for others, as _x0020_.
  name: z
    .string()
    .regex(/^[\p{L}_][\p{L}\p{N}_]{0,254}$/u)
    .nullish(),
  displayName: z.string().min(1).max(255).nullish(),
  description: text,
  columnGroup: text,
  hidden: flag,
  indexed: flag,
  required: flag,
  enforceUniqueValues: flag,
  readOnly: flag,
  defaultValue: z.object({ value: text, formula: text }).nullish(),
};
const definition = z.strictObject({
  ...shape,
  id: text,
  type: text,
  isDeletable: flag,
  isReorderable: flag,
  isSealed: flag,
  propagateChanges: flag,
  validation: z.looseObject({}).nullish(),
});

/**
 * A column as a client defines it: a name, and one kind with what is about it.
 * @throws GraphFailure 400, 409 for a name that is taken
 */
export function readColumn(body: unknown, taken: readonly Column[]): Column {
  const sent = parsed(body);
  const kinds = columnKinds.filter((kind) => sent[kind] != null);
  const [kind] = kinds;
  const name = sent.name ?? sent.displayName?.replace(/[^\p{L}\p{N}_]/gu, '');
  if (!name) throw invalidRequest('The name of the column is missing.', 'invalidColumn');
  if (kinds.length !== 1 || !kind) throw invalidRequest('One type of column has to be given.', 'invalidColumn');
  const isTaken = (wanted: string, by: 'name' | 'displayName') =>
    taken.some((column) => column[by].toLowerCase() === wanted.toLowerCase());
  if (isTaken(sent.displayName ?? name, 'displayName'))
    throw new GraphFailure(409, 'nameAlreadyExists', `A column with the name '${name}' already exists.`);
  return merged(
    {
      id: randomUUID(),
      // One of SharePoint's own may be called so, under another title: 'Author' is "Created By".
      name: isTaken(name, 'name') ? `${name}0` : name,
      displayName: name,
      description: '',
      columnGroup: 'Custom Columns',
      hidden: false,
      indexed: false,
      readOnly: false,
      required: false,
      enforceUniqueValues: false,
      kind,
      facet: usualFacets[kind],
    },
    sent,
  );
}

/** @throws GraphFailure 400 for what cannot be changed */
export function changedColumn(before: Column, body: unknown): Column {
  const sent = parsed(body);
  if (columnKinds.some((kind) => sent[kind] != null && kind !== before.kind))
    throw invalidRequest('The type of a column cannot be changed.', 'invalidColumn');
  if (sent.name != null && sent.name !== before.name) throw invalidRequest('The name of a column cannot be changed.');
  return merged(before, sent);
}

function parsed(body: unknown): z.output<typeof definition> {
  const plain = typeof body === 'object' && body !== null && !Array.isArray(body) ? lowerNames(body) : undefined;
  const { success, data, error } = definition.safeParse(withoutAnnotations(plain));
  if (success) return data;
  throw invalidRequest(`The request is malformed or incorrect: ${error.issues[0]?.path.join('/') || 'body'}.`);
}

const withoutAnnotations = (value: unknown): unknown =>
  value && Object.fromEntries(Object.entries(value).filter(([name]) => !name.startsWith('@')));

function merged(before: Column, sent: z.output<typeof definition>): Column {
  const { displayName, description, columnGroup, hidden, indexed, required, enforceUniqueValues, readOnly } = sent;
  const given = { displayName, description, columnGroup, hidden, indexed, required, enforceUniqueValues, readOnly };
  const unique = enforceUniqueValues ?? before.enforceUniqueValues;
  return {
    ...before,
    ...(Object.fromEntries(Object.entries(given).filter(([, value]) => value != null)) as Partial<Column>),
    // What has to be unique is looked for all the time.
    ...(unique ? { indexed: true } : {}),
    facet: { ...before.facet, ...(sent[before.kind] ?? {}) },
    ...(sent.defaultValue === undefined ? {} : { defaultValue: sent.defaultValue }),
  };
}
