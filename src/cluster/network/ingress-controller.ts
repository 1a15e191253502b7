/**
 * The ingress controller of this cluster: it gives the Ingresses of its classes the address at which it listens.
 * Models ingress-nginx (internal/ingress/status) and the admission plugin DefaultIngressClass. It runs on no machine of the cluster, and its
 * class comes with the first Ingress that names it. Left out: everything that its annotations can do.
 */
import { classNameOf, keyFor, keyOf, openAddresses } from '../../objects/index.ts';
import type { ApiObject, Ingress, IngressClass } from '../../objects/index.ts';
import type { Allotment } from '../allotment.ts';
import { controllerPart } from '../controllers/controller.ts';
import { say } from '../log.ts';
import type { Answer } from '../part.ts';
import { get, list } from '../read.ts';
import type { Reader } from '../read.ts';
import { controllerName, isServed, ownClass } from './ingress-routes.ts';

interface Look {
  readonly reader: Reader;
  readonly ingress: Ingress;
}

/** The part that looks after Ingresses, one instance for each. */
export const ingressController = controllerPart<Look>({
  name: 'ingress-controller',
  wakesOn: {
    Ingress: ({ type, object }) => (type === 'deleted' ? [] : [{ of: nameOf(object) }]),
    IngressClass: (_, reader) => list<Ingress>(reader, 'Ingress').map((ingress) => ({ of: nameOf(ingress) })),
  },
  look: (reader, of) => {
    const ingress = get<Ingress>(reader, `Ingress/${of}`);
    return ingress && { reader, ingress };
  },
  steps: { bringClass, giveAddress },
});

function nameOf({ metadata }: ApiObject): string {
  return `${metadata.namespace}/${metadata.name}`;
}

/** The controller is installed with its class; in a cluster without Ingresses nobody would notice either. */
function bringClass({ reader, ingress }: Look): Answer {
  const key = keyFor('IngressClass', undefined, ownClass);
  if (classNameOf(ingress) !== ownClass || get(reader, key)) return undefined;
  const object = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: { name: ownClass },
    spec: { controller: controllerName },
  };
  const what = say('an ingress controller is there, with its class {class}', { class: ownClass });
  return { do: [{ what, writes: [{ verb: 'create', object }], object: key }] };
}

function giveAddress({ reader, ingress }: Look): Answer {
  const { name } = ingress.metadata;
  const has = openAddresses(ingress);
  const object = keyOf(ingress);
  if (!isServed(reader, ingress)) {
    if (has.length > 0) return { do: [withAddresses(ingress, [])] };
    const className = classNameOf(ingress);
    const wait =
      className === undefined
        ? say('{ingress} names no class, and there is no default one: no controller looks after it', { ingress: name })
        : say('no controller looks after Ingresses of the class {class}', { class: className });
    return { wait, object };
  }
  if (has.length > 0) return undefined;
  const address = reader.state.settings.ingressAddress;
  const what = say('{ingress} can be reached at {address}', { ingress: name, address });
  const event = { about: ingress, reason: 'Sync', message: 'Scheduled for sync', from: 'nginx-ingress-controller' };
  return { do: [{ ...withAddresses(ingress, [address]), what, event, object }] };
}

function withAddresses(
  ingress: Ingress,
  addresses: readonly string[],
): { readonly writes: readonly [{ verb: 'update'; object: ApiObject; subresource: 'status' }] } {
  const loadBalancer = addresses.length > 0 ? { ingress: addresses.map((ip) => ({ ip })) } : {};
  return {
    writes: [{ verb: 'update', object: { ...ingress, status: { loadBalancer } }, subresource: 'status' }],
  };
}

const defaultAnnotation = 'ingressclass.kubernetes.io/is-default-class';

/** An Ingress without a class gets the default one, the newest of several. */
export const ingressAllotment: Allotment = {
  keep: (object) => object,
  give: (reader, object) => {
    const ingress = object as Ingress;
    if (ingress.metadata.uid !== undefined || classNameOf(ingress) !== undefined) return ingress;
    const [first] = list<IngressClass>(reader, 'IngressClass')
      .filter(({ metadata }) => metadata.annotations?.[defaultAnnotation] === 'true')
      .sort((a, b) => (b.metadata.creationTimestamp ?? '').localeCompare(a.metadata.creationTimestamp ?? ''));
    return first ? { ...ingress, spec: { ...ingress.spec, ingressClassName: first.metadata.name } } : ingress;
  },
};
