import { type Causes, each, fine, forbidden, misshapen, required, wrong } from './causes.ts';
import { remembered } from './fill.ts';
import { labelKey, labelValue } from './formats.ts';
import type { ApiObject, Labels, LabelSelector, Meta } from './meta.ts';

/** Label keys and values (apimachinery, ValidateLabels); the path is that of the whole map. */
export function labelCauses(path: string, labels: Labels | undefined): Causes {
  if (!labels) return fine;
  let causes: Causes = fine;
  for (const key in labels) {
    const value = labels[key] ?? '';
    const found = [...misshapen(path, key, labelKey), ...misshapen(path, value, labelValue)];
    if (found.length > 0) causes = [...causes, ...found];
  }
  return causes;
}

const annotationsMax = 256 * 1024;

function annotationCauses(path: string, annotations: Labels | undefined): Causes {
  if (!annotations) return fine;
  const keys = Object.keys(annotations);
  const causes = keys.flatMap((key) => misshapen(path, key, (name) => labelKey(name.toLowerCase())));
  const size = keys.reduce((sum, key) => sum + key.length + (annotations[key] ?? '').length, 0);
  return size > annotationsMax
    ? [...causes, `${path}: Too long: may not be more than ${annotationsMax} bytes`]
    : causes;
}

const rememberedLabels = remembered((labels: Labels) => labelCauses('metadata.labels', labels));
const rememberedAnnotations = remembered((labels: Labels) => annotationCauses('metadata.annotations', labels));

/** What holds for the metadata of every object, beyond the shape of its name. */
function commonCauses({ labels, annotations }: Meta): Causes {
  const ofLabels = labels ? rememberedLabels(labels) : fine;
  const ofAnnotations = annotations ? rememberedAnnotations(annotations) : fine;
  if (ofLabels.length === 0) return ofAnnotations;
  return [...ofLabels, ...ofAnnotations];
}

/** The metadata of a new object; `shape` is what its name must look like (ValidateObjectMeta). */
export function metaCauses(meta: Meta, shape: (name: string) => readonly string[]): Causes {
  const { name } = meta;
  if (!name) return [required('metadata.name', 'name or generateName is required'), ...commonCauses(meta)];
  const ofName = misshapen('metadata.name', name, shape);
  return ofName.length === 0 ? commonCauses(meta) : [...ofName, ...commonCauses(meta)];
}

/** The metadata of an object that takes an old one's place (ValidateObjectMetaUpdate). */
export function metaUpdateCauses(meta: Meta, old: Meta): Causes {
  const { finalizers = [], deletionTimestamp } = old;
  const added = (meta.finalizers ?? []).filter((finalizer) => !finalizers.includes(finalizer));
  if (deletionTimestamp === undefined || added.length === 0) return commonCauses(meta);
  const list = added.map((finalizer) => JSON.stringify(finalizer)).join(', ');
  const detail = `no new finalizers can be added if the object is being deleted, found new finalizers []string{${list}}`;
  return [forbidden('metadata.finalizers', detail), ...commonCauses(meta)];
}

/** The rule of a kind of which only the metadata are looked at. */
export function onlyMeta(shape: (name: string) => readonly string[]): (object: ApiObject, old?: ApiObject) => Causes {
  return ({ metadata }, old) => (old ? metaUpdateCauses(metadata, old.metadata) : metaCauses(metadata, shape));
}

/** A selector with pairs and expressions (ValidateLabelSelector). */
export function selectorCauses(path: string, { matchLabels, matchExpressions }: LabelSelector): Causes {
  const ofExpressions = each(`${path}.matchExpressions`, matchExpressions, (place, { key, operator, values = [] }) => {
    const ofKey = misshapen(`${place}.key`, key, labelKey);
    if (operator === 'In' || operator === 'NotIn') {
      const detail = "must be specified when `operator` is 'In' or 'NotIn'";
      return values.length === 0 ? [required(`${place}.values`, detail), ...ofKey] : ofKey;
    }
    if (operator === 'Exists' || operator === 'DoesNotExist') {
      const detail = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
      return values.length > 0 ? [forbidden(`${place}.values`, detail), ...ofKey] : ofKey;
    }
    return [wrong(`${place}.operator`, operator, 'not a valid selector operator'), ...ofKey];
  });
  return [...labelCauses(`${path}.matchLabels`, matchLabels), ...ofExpressions];
}
