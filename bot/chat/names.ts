export { names } from '@aide/contracts/names';
