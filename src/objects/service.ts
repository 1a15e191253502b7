import type { ApiObject, Labels } from './meta.ts';

/** One port of a Service. */
export interface ServicePort {
  readonly name?: string;
  readonly port: number;
  readonly targetPort?: number | string;
  readonly nodePort?: number;
  readonly protocol?: string;
}

/** A Service: one name for the pods that its selector finds. `clusterIP: None` makes it headless. */
export interface Service extends ApiObject {
  readonly kind: 'Service';
  readonly spec: {
    readonly type?: string;
    readonly clusterIP?: string;
    readonly clusterIPs?: readonly string[];
    readonly externalName?: string;
    readonly selector?: Labels;
    readonly ports?: readonly ServicePort[];
    readonly publishNotReadyAddresses?: boolean;
    readonly [field: string]: unknown;
  };
  readonly status?: unknown;
}

/** One address of a slice. */
export interface Endpoint {
  readonly addresses: readonly string[];
  readonly conditions: { readonly ready: boolean; readonly serving: boolean; readonly terminating: boolean };
  readonly hostname?: string;
  readonly nodeName?: string;
  readonly targetRef?: {
    readonly kind: string;
    readonly name: string;
    readonly namespace: string;
    readonly uid: string;
  };
  readonly zone?: string;
}

/** An EndpointSlice: up to a hundred addresses that a Service knows. */
export interface EndpointSlice extends ApiObject {
  readonly kind: 'EndpointSlice';
  readonly addressType: string;
  readonly endpoints: readonly Endpoint[];
  readonly ports: readonly { readonly name?: string; readonly port: number; readonly protocol: string }[];
}

/** One address of Endpoints, the older form. */
export interface EndpointAddress {
  readonly ip: string;
  readonly hostname?: string;
  readonly nodeName?: string;
  readonly targetRef?: NonNullable<Endpoint['targetRef']>;
}

/** Endpoints: what a Service knows, in the form that slices have replaced. */
export interface Endpoints extends ApiObject {
  readonly kind: 'Endpoints';
  readonly subsets: readonly {
    readonly addresses?: readonly EndpointAddress[];
    readonly notReadyAddresses?: readonly EndpointAddress[];
    readonly ports: EndpointSlice['ports'];
  }[];
}

/** Has the Service no address of its own, so that its name stands for its pods? */
export function isHeadless(service: Service): boolean {
  return service.spec.clusterIP === 'None';
}
