export * from '../../chat/files/wanted.ts';
