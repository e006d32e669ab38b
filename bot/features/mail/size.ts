export { sizeText } from '../../chat/size.ts';
