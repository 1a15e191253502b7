export { learnRareTypes } from './rare.ts';
export type { Field, Fields, FieldType, Word } from './schema.ts';
export { fieldsOf, rareNames, schemaKinds, typeOfKind } from './schema.ts';
