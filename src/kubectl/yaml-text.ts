import { Document, parseDocument, visit } from 'yaml';
import { sorted } from './go-text.ts';

/** Texts that a YAML 1.1 reader would take for something else; kubectl puts double quotes around these. */
const ambiguous =
  /^(?:|~|null|Null|NULL|y|Y|yes|Yes|YES|on|On|ON|n|N|no|No|NO|off|Off|OFF|true|True|TRUE|false|False|FALSE|[-+]?\.?[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|0x[0-9a-fA-F_]+|0b[01_]+|0o[0-7_]+|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[Tt ].*)?|=|<<)$/;

/** A value as `kubectl get -o yaml` prints it (sigs.k8s.io/yaml: keys sorted, lists not indented, lines not folded). */
export function yamlText(value: unknown): string {
  const document = new Document(sorted(value), { aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value !== 'string') return;
      if (ambiguous.test(node.value)) node.type = 'QUOTE_DOUBLE';
      else if (node.value.includes('\n')) node.type = 'BLOCK_LITERAL';
    },
  });
  return document.toString({ indentSeq: false, lineWidth: 0, singleQuote: true });
}

/** What a YAML text says, or why it cannot be read. */
export function readYaml(text: string): { readonly value: unknown } | { readonly problem: string } {
  const document = parseDocument(text);
  const [first] = document.errors;
  if (first) return { problem: first.message.split('\n')[0] ?? '' };
  return { value: document.toJS() as unknown };
}
