export { doOrAsk } from '../../chat/do-or-ask.ts';
