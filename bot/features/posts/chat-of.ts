export { chatWith } from '../../directory/chat-with.ts';
