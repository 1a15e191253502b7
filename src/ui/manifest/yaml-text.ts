import { stringify } from 'yaml';

/** A value as YAML writes it; long lines stay long, and nothing is said by reference. */
export function yamlText(value: unknown): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
}
