/*
 * Writes core.json and rare.json: `npx tsx src/schema/generate.ts`. No npm package carries Kubernetes' JSON schema, so it is read out
 * of the declarations of two: kubernetes-models (fields, required, enums) and @kubernetes/client-node (formats of
 * integers). Only the syntax is read; nothing is type-checked, which keeps this to about a second.
 * Documentation will go beside it, into a file of its own that is loaded when first asked for.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { baseOf } from './base.ts';
import { goNames } from './go-names.ts';

/** What the files hold; `schema.ts` says how a field is written. */
interface Schema {
  readonly kinds: Readonly<Record<string, string>>;
  readonly enums: Readonly<Record<string, readonly string[]>>;
  readonly types: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The kinds to begin with, `apiVersion/Kind`; whatever they refer to comes along. */
const rootKinds: readonly string[] = [
  'v1/ConfigMap',
  'v1/Endpoints',
  'v1/Event',
  'v1/Namespace',
  'v1/Node',
  'v1/PersistentVolumeClaim',
  'v1/PersistentVolume',
  'v1/Pod',
  'v1/ResourceQuota',
  'v1/Secret',
  'v1/Service',
  'apps/v1/ControllerRevision',
  'apps/v1/DaemonSet',
  'apps/v1/Deployment',
  'apps/v1/ReplicaSet',
  'apps/v1/StatefulSet',
  'autoscaling/v2/HorizontalPodAutoscaler',
  'batch/v1/Job',
  'coordination.k8s.io/v1/Lease',
  'discovery.k8s.io/v1/EndpointSlice',
  'policy/v1/PodDisruptionBudget',
  'networking.k8s.io/v1/IngressClass',
  'networking.k8s.io/v1/Ingress',
  'storage.k8s.io/v1/StorageClass',
  'storage.k8s.io/v1/VolumeAttachment',
];

/**
 * Types that stand in core.json; a page fetches all others (rare.json) when a manifest names one of their fields or kinds
 * (`plain.ts`). So no field of these may have the name of a field whose type is rare.
 */
const plainTypes: ReadonlySet<string> = new Set([
  'Container',
  'ContainerPort',
  'EnvVar',
  'HostPathVolumeSource',
  'ImageVolumeSource',
  'LabelSelector',
  'LabelSelectorRequirement',
  'NFSVolumeSource',
  'ObjectMeta',
  'OwnerReference',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'PersistentVolumeClaimSpec',
  'PersistentVolumeClaimVolumeSource',
  'PersistentVolumeSpec',
  'Pod',
  'PodSpec',
  'PodTemplateSpec',
  'ResourceRequirements',
  'RollingUpdateStatefulSetStrategy',
  'Service',
  'ServicePort',
  'ServiceSpec',
  'StatefulSet',
  'StatefulSetOrdinals',
  'StatefulSetPersistentVolumeClaimRetentionPolicy',
  'StatefulSetSpec',
  'StatefulSetUpdateStrategy',
  'Volume',
  'VolumeMount',
  'VolumeResourceRequirements',
]);

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, '../../node_modules');
const models = join(modules, 'kubernetes-models');
const clientModels = join(modules, '@kubernetes/client-node/dist/gen/models');

/** Types that are written in one word. */
const words: Readonly<Record<string, string>> = {
  Quantity: 'quantity',
  IntOrString: 'intOrString',
  Time: 'time',
  MicroTime: 'time',
  FieldsV1: 'any',
  RawExtension: 'any',
};

interface Declaration {
  readonly name: string;
  readonly members: readonly ts.PropertySignature[];
  readonly imports: ReadonlyMap<string, string>;
}

function fileOf(from: string, specifier: string): string {
  const path = specifier.startsWith('.') ? join(dirname(from), specifier) : join(modules, specifier);
  return path.replace(/(\.js)?$/, '.d.ts');
}

function readDeclaration(file: string): Declaration | undefined {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const imports = new Map<string, string>();
  let found: ts.InterfaceDeclaration | undefined;
  for (const statement of source.statements) {
    if (ts.isInterfaceDeclaration(statement)) found ??= statement;
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const named = statement.importClause?.namedBindings;
    if (!named || !ts.isNamedImports(named)) continue;
    for (const { name } of named.elements) imports.set(name.text, fileOf(file, statement.moduleSpecifier.text));
  }
  if (!found) return undefined;
  return { name: found.name.text.slice(1), members: found.members.filter(ts.isPropertySignature), imports };
}

interface ClientField {
  /** Such as `int32`. */
  readonly format: string;
  /** Such as `Array<V1Container>`. */
  readonly type: string;
}

/** What the client's generated code tells of each field. */
function clientFieldsOf(type: string): ReadonlyMap<string, ClientField> {
  const candidates = ['V1', 'V2', 'CoreV1', 'DiscoveryV1', 'StorageV1'].map((by) =>
    join(clientModels, `${by}${type}.js`),
  );
  const file = candidates.find((candidate) => existsSync(candidate));
  const text = file ? readFileSync(file, 'utf8') : '';
  const entries = text.matchAll(/"baseName": "([^"]+)",\s*"type": "([^"]*)",\s*"format": "([^"]*)"/g);
  return new Map([...entries].map(([, name = '', type = '', format = '']) => [name, { type, format }]));
}

interface Writing {
  readonly types: Map<string, Record<string, string>>;
  readonly files: Map<string, string>;
  readonly enums: Map<string, readonly string[]>;
}

interface Place {
  readonly owner: string;
  readonly field: string;
  readonly client: ClientField;
  readonly imports: ReadonlyMap<string, string>;
}

function literalsOf(node: ts.TypeNode): readonly string[] | undefined {
  const parts = ts.isUnionTypeNode(node) ? node.types : [node];
  const texts = parts.map((part) =>
    ts.isLiteralTypeNode(part) && ts.isStringLiteral(part.literal) ? part.literal.text : undefined,
  );
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

function enumName(writing: Writing, { owner, field }: Place, values: readonly string[]): string {
  const own = `${owner}${field.charAt(0).toUpperCase()}${field.slice(1)}`;
  const name = goNames[`${owner}.${field}`] ?? goNames[field] ?? own;
  const known = writing.enums.get(name);
  if (known && known.join() !== values.join())
    throw new Error(`Two enums ${name}: ${known.join()} and ${values.join()}.`);
  writing.enums.set(name, values);
  return name;
}

function numberWord({ owner, field, client: { format } }: Place): string {
  if (format === 'int32' || format === 'int64') return format;
  if (format === 'double') return 'float64';
  throw new Error(`The client does not tell the format of ${owner}.${field}.`);
}

function reference(writing: Writing, node: ts.TypeReferenceNode, place: Place): string {
  const name = (node.typeName as ts.Identifier).text;
  if (name === 'Array') return `[]${typeWord(writing, node.typeArguments?.[0], place)}`;
  const file = place.imports.get(name);
  if (!file) throw new Error(`${place.owner}.${place.field}: no import for ${name}.`);
  const base = /([A-Za-z0-9]+)\.d\.ts$/.exec(file)?.[1] ?? '';
  return words[base] ?? addType(writing, file);
}

/** A type written out in place, as that of claim templates is; the client knows its name. */
function writtenOut(writing: Writing, { owner, field, client }: Place): string {
  const name = /V1([A-Za-z]+)/.exec(client.type)?.[1];
  if (!name) throw new Error(`The client does not tell the type of ${owner}.${field}.`);
  return addType(writing, join(models, `v1/${name}.d.ts`));
}

function typeWord(writing: Writing, node: ts.TypeNode | undefined, place: Place): string {
  if (!node) throw new Error(`${place.owner}.${place.field} has no type.`);
  const literals = literalsOf(node);
  if (literals) return enumName(writing, place, literals);
  if (ts.isTypeReferenceNode(node)) return reference(writing, node, place);
  if (ts.isTypeLiteralNode(node)) {
    const [member] = node.members;
    if (member && ts.isIndexSignatureDeclaration(member)) return `map[string]${typeWord(writing, member.type, place)}`;
    return writtenOut(writing, place);
  }
  switch (node.kind) {
    case ts.SyntaxKind.StringKeyword:
      return place.client.format === 'byte' ? 'bytes' : 'string';
    case ts.SyntaxKind.BooleanKeyword:
      return 'bool';
    case ts.SyntaxKind.NumberKeyword:
      return numberWord(place);
    default:
      return 'any';
  }
}

/** Two groups may have types of one name (`EndpointPort`); the second carries its group's name. */
function nameFor({ files }: Writing, name: string, file: string): string {
  const known = files.get(name);
  if (known === undefined || known === file) return name;
  const group = /([a-z]+)[^/]*\/v\d[^/]*\/[^/]*$/.exec(file)?.[1] ?? '';
  const longer = `${group.charAt(0).toUpperCase()}${group.slice(1)}${name}`;
  const other = files.get(longer);
  if (other !== undefined && other !== file) throw new Error(`Two types ${longer}: ${other} and ${file}.`);
  return longer;
}

function addType(writing: Writing, file: string): string {
  const declaration = readDeclaration(file);
  if (!declaration) return 'any';
  const { name, members, imports } = declaration;
  const owner = nameFor(writing, name, file);
  if (writing.files.has(owner)) return owner;
  writing.files.set(owner, file);
  const fields: Record<string, string> = {};
  writing.types.set(owner, fields);
  const clientFields = clientFieldsOf(name);
  for (const member of members) {
    const field = (member.name as ts.StringLiteral).text;
    const isTypeMeta = field === 'apiVersion' || field === 'kind';
    const client = clientFields.get(field) ?? { type: '', format: '' };
    const place = { owner, field, client, imports };
    const word = isTypeMeta ? 'string' : typeWord(writing, member.type, place);
    fields[field] = member.questionToken || isTypeMeta ? word : `${word}!`;
  }
  return owner;
}

function sorted<V>(map: ReadonlyMap<string, V>): Record<string, V> {
  return Object.fromEntries([...map].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The schema of `rootKinds` and of all they refer to, freshly read from the declarations. */
export function generateSchema(): Schema {
  const writing: Writing = { types: new Map(), files: new Map(), enums: new Map() };
  const kinds = rootKinds.map((root): [string, string] => [root, addType(writing, join(models, `${root}.d.ts`))]);
  return { kinds: Object.fromEntries(kinds), enums: sorted(writing.enums), types: sorted(writing.types) };
}

/** The same in two: what every page has, and what it may fetch later. Kinds say their types in the first. */
export function divided({ kinds, enums, types }: Schema): { readonly core: Schema; readonly rare: Schema } {
  const isPlain = (name: string): boolean => plainTypes.has(name);
  const core = picked(types, isPlain);
  const used = new Set(Object.values(core).flatMap((fields) => Object.values(fields).map(baseOf)));
  const isUsed = (name: string): boolean => used.has(name);
  return {
    core: { kinds, enums: picked(enums, isUsed), types: core },
    rare: { kinds: {}, enums: picked(enums, (name) => !isUsed(name)), types: picked(types, (name) => !isPlain(name)) },
  };
}

function picked<V>(all: Readonly<Record<string, V>>, isMeant: (name: string) => boolean): Record<string, V> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => isMeant(name)));
}

/** The text of a file: one line for each type, so that changes can be read. */
export function writeSchema(schema: Schema): string {
  const part = (name: string, entries: object): string => {
    const lines = Object.entries(entries).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
    return `"${name}":{\n${lines.join(',\n')}\n}`;
  };
  return `{${part('kinds', schema.kinds)},${part('enums', schema.enums)},${part('types', schema.types)}}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { core, rare } = divided(generateSchema());
  writeFileSync(join(here, 'core.json'), writeSchema(core));
  writeFileSync(join(here, 'rare.json'), writeSchema(rare));
}
