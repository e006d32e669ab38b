export * from '../../chat/files/kql.ts';
