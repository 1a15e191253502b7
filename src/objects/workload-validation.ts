import { type Causes, fine, forbidden, required, unsupported, wrong } from './causes.ts';
import { type LabelSelector, selects } from './meta.ts';
import { selectorCauses } from './meta-validation.ts';
import type { PodSpec, PodTemplate } from './pod.ts';
import { templateCauses } from './pod-spec-validation.ts';
import { same } from './same.ts';

/* What the workloads of pkg/apis/apps/validation/validation.go (v1.36) have in common. */

/** Does the selector select everything? */
export function isEmptySelector(selector: LabelSelector): boolean {
  return Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions ?? []).length === 0;
}

/** Pods of a controller run for ever; `owner` is the word with which upstream speaks of it. */
export function onlyAlways({ restartPolicy, activeDeadlineSeconds }: PodSpec, owner: string): Causes {
  const path = 'spec.template.spec';
  const causes: string[] = [];
  if (restartPolicy !== 'Always') causes.push(unsupported(`${path}.restartPolicy`, restartPolicy, ['Always']));
  if (activeDeadlineSeconds !== undefined) {
    causes.push(forbidden(`${path}.activeDeadlineSeconds`, `activeDeadlineSeconds in ${owner} is not Supported`));
  }
  return causes;
}

/** The template does not make pods that the selector selects. */
export function mismatch({ metadata }: PodTemplate): string {
  const labels = metadata?.labels ?? null;
  return wrong('spec.template.metadata.labels', labels, '`selector` does not match template `labels`');
}

/** A selector and a template that belong together; `kind` and `owner` are upstream's words for the empty selector and the pod's rules. */
export function selectingCauses(
  selector: LabelSelector | undefined,
  template: PodTemplate,
  kind: string,
  owner: string,
): Causes {
  if (!selector) return [required('spec.selector')];
  const ofSelector = [
    ...selectorCauses('spec.selector', selector),
    ...(isEmptySelector(selector) ? [wrong('spec.selector', selector, `empty selector is invalid for ${kind}`)] : fine),
  ];
  const isFit = isEmptySelector(selector) || selects(selector, template.metadata?.labels);
  return [
    ...ofSelector,
    ...(isFit ? fine : [mismatch(template)]),
    ...templateCauses('spec.template', template),
    ...onlyAlways(template.spec, owner),
  ];
}

/** A selector never changes, because it says which pods are one's own. */
export function fixedSelector(selector: LabelSelector, old: LabelSelector): Causes {
  return same(selector, old) ? fine : [wrong('spec.selector', selector, 'field is immutable')];
}
