import { z } from 'zod';
import type { Tenant } from '../../tenant/tenant.ts';
import { invalidRequest } from '../drive/faults.ts';
import type { Column, ColumnKind } from './model.ts';

type Fields = Record<string, unknown>;

/** Numbers are written as numbers, and as text that is one. */
const number = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .transform(Number),
]);
const wholeNumber = z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)]);
const moment = z.union([z.iso.datetime({ offset: true, local: true }), z.iso.date()]);

const values: Record<ColumnKind, (facet: Column['facet']) => z.ZodType> = {
  text: ({ allowMultipleLines, maxLength }) =>
    z.string().max(allowMultipleLines ? 63_999 : typeof maxLength === 'number' ? maxLength : 255),
  number: ({ minimum, maximum }) =>
    number.refine(
      (n) => !(typeof minimum === 'number' && n < minimum) && !(typeof maximum === 'number' && n > maximum),
    ),
  currency: () => number,
  boolean: () => z.boolean(),
  choice: ({ choices, allowTextEntry, displayAs }) => {
    const known = Array.isArray(choices) ? choices.map(String) : [];
    const one = z.string().refine((choice) => allowTextEntry === true || known.length === 0 || known.includes(choice));
    return displayAs === 'checkBoxes' ? z.array(one) : one;
  },
  dateTime: () => moment,
  personOrGroup: ({ allowMultipleSelection }) => (allowMultipleSelection ? z.array(wholeNumber) : wholeNumber),
  lookup: ({ allowMultipleValues }) => (allowMultipleValues ? z.array(wholeNumber) : wholeNumber),
  hyperlinkOrPicture: () => z.object({ Url: z.string(), Description: z.string().nullish() }),
  thumbnail: () => z.string(),
  calculated: () => z.never(),
};

/** People and items of other lists are named by their number: Owner is written as OwnerLookupId. */
const keyOf = ({ name, kind }: Column) => (kind === 'personOrGroup' || kind === 'lookup' ? `${name}LookupId` : name);

/**
 * Reads the fields of an item.
 * @param others of the same list: what has to be unique must not be among theirs
 * @returns what is to be kept; null takes a value away
 * @throws GraphFailure 400 for a column that there is not, that cannot be written, and for a value that it does not take
 */
export function readFields(columns: readonly Column[], sent: unknown, others: Iterable<Fields> = []): Fields {
  const { success, data } = z.record(z.string(), z.unknown()).safeParse(sent ?? {});
  if (!success) throw invalidRequest('The fields of an item have to be an object.');
  const out: Fields = {};
  for (const [name, value] of Object.entries(data)) {
    // Says of which type a list of choices is.
    if (name.includes('@odata.')) continue;
    const column = columns.find((one) => keyOf(one).toLowerCase() === name.toLowerCase());
    // https://github.com/microsoftgraph/msgraph-sdk-java/issues/2054
    if (!column) throw invalidRequest(`Field '${name}' is not recognized`);
    if (column.readOnly || column.kind === 'calculated') throw invalidRequest(`Field '${name}' is read-only`);
    out[keyOf(column)] = value === null ? null : readValue(column, name, value);
  }
  requireUnique(columns, out, others);
  return out;
}

function readValue(column: Column, name: string, value: unknown): unknown {
  const read = values[column.kind](column.facet).safeParse(value);
  if (!read.success) throw invalidRequest(`The value of field '${name}' is not valid for its type.`, 'badArgument');
  return read.data;
}

function requireUnique(columns: readonly Column[], sent: Fields, others: Iterable<Fields>): void {
  const unique = columns.filter((column) => column.enforceUniqueValues).map(keyOf);
  for (const name of unique)
    for (const fields of sent[name] == null ? [] : others)
      if (fields[name] === sent[name])
        throw invalidRequest(`The value of field '${name}' is already there, and has to be unique.`, 'badArgument');
}

/** @throws GraphFailure 400 when a required field is empty: only of new items, as SharePoint's interfaces have it */
export function withDefaults(columns: readonly Column[], sent: Fields): Fields {
  const out = { ...sent };
  for (const column of columns) {
    const key = keyOf(column);
    const { value } = column.defaultValue ?? {};
    if (out[key] === undefined && value != null)
      out[key] = readValue(column, key, column.kind === 'boolean' ? value === '1' : value);
  }
  return out;
}

/** Fields in which a filter or an order looks. */
export const columnNamed = (columns: readonly Column[], name: string): Column | undefined =>
  columns.find((column) => keyOf(column).toLowerCase() === name.toLowerCase());

/** The number by which a site knows a person. */
export const personNumber = (tenant: Tenant, userId: string | undefined): string =>
  String([...tenant.tables.users.all()].findIndex(({ id }) => id === userId) + 1);
