import type { Millis, ObjectKey } from '../../objects/index.ts';
import type { Sentence } from '../log.ts';
import type { Reply, Request } from '../programs/request.ts';
import type { Try } from './records.ts';

/** Where a message can be: an object (a pod, a Service, an Ingress, a node, a volume's claim), or one that is no object. */
export type Place = ObjectKey | 'dns' | 'apiserver' | 'you';

/** What a process wants from the network: the records of a name, or an answer from a program behind a name. */
export type Ask =
  | { readonly kind: 'name'; readonly name: string; readonly type: string; readonly isSearched: boolean }
  | {
      readonly kind: 'request';
      readonly host: string;
      readonly port: number;
      readonly request: Request;
      /** It gives up after so long, whatever it waits for; curl and wget wait for minutes unless they are told. */
      readonly limitMs?: Millis;
      /** Through `kubectl proxy`, with the rights of the learner: host and port are the proxy's, the path is one of the API. */
      readonly isApi?: true;
      /** The same has been tried before in vain, each second: the log says nothing of it again. */
      readonly isRepeated?: true;
      /** A tunnel (kubectl port-forward): through the API server it comes out in this pod, at the pod's own localhost. */
      readonly tunnel?: ObjectKey;
      /** The port of the learner's own machine at which the tunnel begins. */
      readonly localPort?: number;
    };

/** How it went: the names that were tried; an answer; or why there is none. */
export type Told =
  | { readonly kind: 'names'; readonly tries: readonly Try[]; readonly tookMs: Millis }
  | { readonly kind: 'reply'; readonly reply: Reply; readonly address: string; readonly tookMs: Millis }
  | {
      readonly kind: 'failed';
      /** `reset`: the connection was closed before an answer came; `tooLarge`: the body is longer than `limits.body`. */
      readonly problem: 'noName' | 'noDns' | 'refused' | 'noRoute' | 'timedOut' | 'reset' | 'tooLarge';
      readonly address?: string;
      readonly tookMs: Millis;
      readonly why: Sentence;
    };

/** One leg of a route while something travels on it; the same leg stays in the exchange when it is over. */
export interface Message {
  readonly from: Place;
  readonly to: Place;
  readonly kind: 'query' | 'answer' | 'request' | 'reply' | 'refusal' | 'write';
  readonly sentAt: Millis;
  readonly arrivesAt: Millis;
  /** What it carries, in the words of the protocol: `A? kubia-0.kubia.default.svc.cluster.local`, `GET / HTTP/1.1`. */
  readonly carries: string;
  /** It is sent, and nobody will ever get it. */
  readonly isLost?: true;
}

/** A question or a request from its beginning to its end. */
export interface Exchange {
  readonly from: Place;
  /** The id of the part that is told how it went, by the signal `told` with the exchange's number and what was found out. */
  readonly asker: string;
  readonly ask: Ask;
  readonly begunAt: Millis;
  readonly legs: readonly Message[];
  readonly told?: Told;
}
