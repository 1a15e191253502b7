import type { Millis } from '../../objects/index.ts';
import type { Memory } from './exchange-look.ts';

/** Until a connection is given up to which nobody says anything (tcp_syn_retries of Linux: 1 + 2 + 4 … + 64 s). */
const clientMs: Millis = 127_000;

/** The dialer of the API server's proxy, and nginx' proxy_connect_timeout as ingress-nginx sets it. */
const apiServerMs: Millis = 30_000;
const ingressMs: Millis = 5000;

/** How long whoever has asked last waits for somebody to say something. */
export function patienceOf({ stops }: Memory): Millis {
  const stop = stops.at(-1);
  if (stop === undefined) return clientMs;
  return stop === 'apiserver' ? apiServerMs : ingressMs;
}
