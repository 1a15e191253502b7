import { type Causes, fine, wrong } from './causes.ts';
import type { Labels } from './meta.ts';
import type { ResourceRequirements } from './pod.ts';
import { quantity } from './quantity.ts';

const standard = /^(cpu|memory|ephemeral-storage|hugepages-.+)$/;

function resourceCauses(path: string, resource: string, amount: string): Causes {
  const place = `${path}[${resource}]`;
  const causes: string[] = [];
  if (!resource.includes('/') && !standard.test(resource)) {
    causes.push(wrong(place, resource, 'must be a standard resource type or fully qualified'));
    causes.push(wrong(place, resource, 'must be a standard resource for containers'));
  }
  if (quantity(amount) < 0) causes.push(wrong(place, amount, 'must be greater than or equal to 0'));
  return causes;
}

function amountCauses(path: string, amounts: Labels | undefined): Causes {
  return Object.entries(amounts ?? {}).flatMap(([resource, amount]) => resourceCauses(path, resource, amount));
}

/** What a container asks for and may use (ValidateContainerResourceRequirements). */
export function resourcesCauses(path: string, resources: ResourceRequirements | undefined): Causes {
  if (!resources?.limits && !resources?.requests) return fine;
  const { requests = {}, limits = {} } = resources;
  const beyond = Object.entries(requests).flatMap(([resource, amount]) => {
    const limit = limits[resource];
    if (limit === undefined || quantity(amount) <= quantity(limit)) return [];
    return [wrong(`${path}.requests`, amount, `must be less than or equal to ${resource} limit of ${limit}`)];
  });
  return [...amountCauses(`${path}.limits`, limits), ...amountCauses(`${path}.requests`, requests), ...beyond];
}
