/** How a kubelet asks a container how it is: by a command in it, a request, a connection. */
export interface ProbeHandler {
  readonly exec?: { readonly command?: readonly string[] };
  readonly httpGet?: {
    readonly path?: string;
    readonly port: number | string;
    readonly host?: string;
    readonly scheme?: string;
  };
  readonly tcpSocket?: { readonly port: number | string; readonly host?: string };
  readonly grpc?: { readonly port: number; readonly service?: string };
}

/** A handler and when it is asked; the API server fills in all numbers but the initial delay. */
export interface Probe extends ProbeHandler {
  readonly initialDelaySeconds?: number;
  readonly timeoutSeconds?: number;
  readonly periodSeconds?: number;
  readonly successThreshold?: number;
  readonly failureThreshold?: number;
  readonly terminationGracePeriodSeconds?: number;
}

/** What a container does before it is told to stop; `sleep` does nothing for so long. */
export interface LifecycleHandler extends ProbeHandler {
  readonly sleep?: { readonly seconds: number };
}
