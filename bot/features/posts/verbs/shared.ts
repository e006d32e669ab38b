import type { z } from 'zod';
import { draftOf } from '../../../chat/draft.ts';
import type { Context } from '../../feature.ts';

const example = 'post in General: Hello';

export const draftFor = <T extends z.ZodType>(ctx: Context, id: string, schema: T) => draftOf(ctx, id, schema, example);
