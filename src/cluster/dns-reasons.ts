/** Why a name has no record, found out from the pods and Services that are there; DNS itself only says that there is none. */
import { hasEnded, hasLabels, isReady, isTerminating, keyFor } from '../objects/index.ts';
import type { Pod, Service } from '../objects/index.ts';
import { say } from './log.ts';
import type { Sentence } from './log.ts';
import { get, list } from './read.ts';
import type { Reader } from './read.ts';

/** Nothing is known under the Service's part of the name. */
export function whyNoService(reader: Reader, service: string, namespace: string): Sentence {
  if (!get(reader, keyFor('Namespace', undefined, namespace))) {
    return say('there is no namespace {namespace}', { namespace });
  }
  const users = list<Pod>(reader, 'Pod', namespace).filter(({ spec }) => spec.subdomain === service);
  if (users.length === 0) return say('there is no Service {service} in {namespace}', { service, namespace });
  return say('there is no Service {service}, though {pod} names it as its own', {
    service,
    pod: users[0]!.metadata.name,
  });
}

/** The Service is there, but stands for no address, or not for this one of its endpoints. */
export function whyNoName(reader: Reader, service: Service, endpoint: string | undefined): Sentence {
  const { name, namespace = '' } = service.metadata;
  const it = { service: name };
  const { selector } = service.spec;
  if (!selector) return say('{service} has no selector, and nobody has given it addresses', it);
  const pods = list<Pod>(reader, 'Pod', namespace).filter(({ metadata }) => hasLabels(metadata.labels, selector));
  if (pods.length === 0) return say('the selector of {service} finds no pod', it);
  if (endpoint === undefined) return say('no pod of {service} is Ready', it);
  return whyNoEndpoint(service, pods, get<Pod>(reader, keyFor('Pod', namespace, endpoint)), endpoint);
}

function whyNoEndpoint(service: Service, pods: readonly Pod[], pod: Pod | undefined, endpoint: string): Sentence {
  const it = { pod: endpoint, service: service.metadata.name };
  if (!pod) return say('there is no pod {pod}', { pod: endpoint });
  if (!pods.includes(pod)) return say('the selector of {service} does not find {pod}', it);
  const { subdomain } = pod.spec;
  if (subdomain === undefined) return say('{pod} names no Service as its own, so it has no name of its own', it);
  if (subdomain !== it.service)
    return say('{pod} names {subdomain} as its Service, not {service}', { ...it, subdomain });
  if (isTerminating(pod)) return say('{pod} is terminating, so its name does not resolve', it);
  if (hasEnded(pod) || !isReady(pod)) return say('{pod} is not Ready, so its name does not resolve', it);
  return say('{service} has not heard of {pod} yet', it);
}
