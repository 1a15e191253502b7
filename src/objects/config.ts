import { type Causes, forbidden, misshapen } from './causes.ts';
import { fill } from './fill.ts';
import { dnsSubdomain } from './formats.ts';
import type { ApiObject, Labels } from './meta.ts';
import { metaCauses, metaUpdateCauses } from './meta-validation.ts';
import { same } from './same.ts';

/** Configuration for pods, as text. */
export interface ConfigMap extends ApiObject {
  readonly kind: 'ConfigMap';
  readonly data?: Labels;
  readonly binaryData?: Labels;
  readonly immutable?: boolean;
}

/** Configuration that is not to be shown to everybody; its data are written in base64, which hides nothing. */
export interface Secret extends ApiObject {
  readonly kind: 'Secret';
  readonly type?: string;
  readonly data?: Labels;
  readonly immutable?: boolean;
}

function base64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** The texts of a ConfigMap or a Secret by their keys. */
export function textsOf({ kind, data = {} }: ConfigMap | Secret): Labels {
  if (kind === 'ConfigMap') return data;
  const plain = (text: string): string =>
    new TextDecoder().decode(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
  return Object.fromEntries(Object.entries(data).map(([key, text]) => [key, plain(text)]));
}

/** What was written as plain text is kept in base64, and wins over what was written so (pkg/apis/core/v1/conversion.go). */
export function defaultSecret(secret: ApiObject): ApiObject {
  const { stringData, ...rest } = secret as Secret & { readonly stringData?: Labels };
  const filled = fill<Partial<Secret>>(rest, { type: 'Opaque' });
  if (!stringData) return filled as ApiObject;
  const added = Object.entries(stringData).map(([key, text]) => [key, base64(text)] as const);
  return { ...filled, data: { ...rest.data, ...Object.fromEntries(added) } } as ApiObject;
}

const keyForm = /^[-._a-zA-Z0-9]+$/;
const keyRule =
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

function keyCauses(field: string, data: Labels = {}): Causes {
  return Object.keys(data).flatMap((key) =>
    misshapen(`${field}[${key}]`, key, (name) => (keyForm.test(name) ? [] : [keyRule])),
  );
}

/** The causes for refusing a ConfigMap or a Secret (pkg/apis/core/validation, ValidateConfigMap and ValidateSecret). */
export function validateConfig(object: ApiObject, old?: ApiObject): Causes {
  const { metadata, data, binaryData } = object as ConfigMap;
  const before = old as ConfigMap | undefined;
  const ofMeta = before ? metaUpdateCauses(metadata, before.metadata) : metaCauses(metadata, dnsSubdomain);
  const isKept = !before?.immutable || (same(data, before.data) && same(binaryData, before.binaryData));
  return [
    ...ofMeta,
    ...keyCauses('data', data),
    ...keyCauses('binaryData', binaryData),
    ...(isKept ? [] : [forbidden('data', 'field is immutable when `immutable` is set')]),
  ];
}
