export * from '../../chat/files/kinds.ts';
