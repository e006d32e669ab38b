import { receivedFact } from './facts/received.ts';
import { sentFact } from './facts/sent.ts';

/** What conditions can ask of mail. */
export const facts = [receivedFact, sentFact];
