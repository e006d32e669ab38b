import type { z } from 'zod';
import type { Reply } from '../../features/chat.ts';
import type { Turn } from '../turn.ts';

/** A sentence that Aide itself understands, before any feature is asked: only these very words. */
export interface BuiltIn {
  name: string;
  /** For help. Absent: not worth a line there. */
  title?: string;
  /** Lower case, without punctuation. The first is the example. */
  phrases: string[];
  /** It changes nothing and asks nobody: said twice or never, no harm is done. */
  light?: true;
  run(turn: Turn): Promise<Reply>;
}

/** A button of Aide's own cards. */
export interface BuiltInVerb<Data extends z.ZodType = z.ZodType> {
  verb: string;
  data: Data;
  run(turn: Turn, data: z.output<Data>): Promise<Reply>;
}

/** A sentence as phrases are written: lower case, no punctuation, no "Aide" or "please" around it. */
export const phraseOf = (text: string): string =>
  (text.length > 80 ? '' : text)
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/[^\p{L}\p{N}?]+/gu, ' ')
    .replace(/(?<=\S)\s*\?+\s*$/u, '')
    .trim()
    .replace(/^(?:aide|please) (?=\S)|(?<=\S) (?:aide|please)$/g, '')
    .trim();
