export type { Field, Fields, FieldType, Word } from './schema.ts';
export { fieldsOf, schemaKinds, typeOfKind } from './schema.ts';
