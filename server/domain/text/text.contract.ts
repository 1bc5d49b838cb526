import { z } from 'zod';
import { hiddenCharacterFault, withSingleSpaces } from './text.rules.ts';

/** PostgreSQL stores no NUL, and a lone surrogate has no UTF-8: neither may enter what is hashed. */
export const isStorable = (text: string) => !text.includes('\0') && text.isWellFormed();
export const STORABLE_MESSAGE =
  'The text holds a character that cannot be stored (NUL or half of a surrogate pair).';

/** Text of several lines, at most `maximum` characters, trimmed. */
export const textSchema = (maximum: number) =>
  z.string().max(maximum).refine(isStorable, { message: STORABLE_MESSAGE }).trim();

/** Text of one line that is not empty, at most `maximum` characters, its spaces single, with nothing that is not seen. */
export const lineSchema = (maximum: number) =>
  textSchema(maximum)
    .regex(/^[^\n\v\f\r\u0085\u2028\u2029]*$/, 'Write this on one line.')
    .overwrite(withSingleSpaces)
    .min(1, 'Write something here.')
    .refine((line) => !hiddenCharacterFault(line), {
      error: ({ input }) => hiddenCharacterFault(String(input)),
    });

/** A part of a list: how many at the most, and where the part before ended. */
export const paginationQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(10_000).default(1_000).meta({ description: 'Most on a page' }),
  cursor: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'Where a page begins, as the header Link of the one before says' }),
});

const MOST_VALUES = 100;

/** Several values of a filter, parted by commas; an empty text is no filter. */
export const commaListSchema = <T extends string>(item: z.ZodType<T, string>) =>
  z
    .string()
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .transform((parts) => (parts.length === 0 ? undefined : parts))
    .pipe(z.array(item).max(MOST_VALUES).optional());

/** Describes a parameter that holds values of one kind, parted by commas, as a list of them. */
export function listed(description: string, items: { type: 'string'; enum?: string[]; format?: string }) {
  return {
    description,
    param: { style: 'form', explode: false },
    override: { type: 'array', items, maxItems: MOST_VALUES },
  } as const;
}

export const uuidSchema = z
  .uuid({
    error: ({ input }) => (input === undefined ? undefined : 'Give an id in the form of a UUID.'),
  })
  .toLowerCase();

/** The id of what a request makes. */
export const newIdSchema = uuidSchema
  .optional()
  .meta({ description: 'Chosen by the client, so that sending again is safe' });

/** A moment, as replies tell it. */
export const instantSchema = z.string().meta({ format: 'date-time', description: 'In UTC' });

/** A size, as replies tell it. */
export const bytesSchema = z.number().meta({ description: 'In bytes' });
