/** The program `curl` of the learner's own machine: it reaches what `kubectl proxy` and `kubectl port-forward` listen for, and nothing else. */
import { runTool, submitAsk } from '../cluster/index.ts';
import type { Cluster, Told } from '../cluster/index.ts';
import { listensOn } from '../kubectl/index.ts';
import type { Answer, CurlFollow, Follow } from '../kubectl/index.ts';

interface Line {
  readonly args: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  readonly told: readonly Told[];
}

/** Runs the words behind `curl`. */
export function curl(
  cluster: Cluster,
  args: readonly string[],
  running: readonly Follow[],
  files: Readonly<Record<string, string>>,
): Answer {
  return goOn(cluster, { args, files, told: [] }, running);
}

function goOn(cluster: Cluster, line: Line, running: readonly Follow[]): Answer {
  const { args, files, told } = line;
  const did = runTool(cluster.state, 'curl', args, files, told);
  const printed = { out: did.out ?? '', err: did.err ?? '', changes: [] };
  const { asks } = did;
  if (asks?.kind !== 'request') return { ...printed, code: did.code ?? 0, ...hintFor(did.code, running) };
  const isHere = /^(localhost|127\.0\.0\.1)$/.test(asks.host);
  const listening = isHere ? running.flatMap((follow) => listensOn(follow, asks.port) ?? [])[0] : undefined;
  if (isHere && !listening) return then(cluster, { ...line, told: [...told, refused] }, running, printed);
  const ask = !listening
    ? asks
    : 'isApi' in listening
      ? { ...asks, isApi: true as const }
      : { ...asks, port: listening.port, tunnel: listening.pod, localPort: asks.port };
  const exchange = submitAsk(cluster, { from: 'you', asker: 'you', ask });
  const follow: CurlFollow = { verb: 'curl', args, files, told, exchange, running: [...running] };
  return { ...printed, follow };
}

const refused: Told = {
  kind: 'failed',
  problem: 'refused',
  tookMs: 0,
  why: { text: 'nothing listens there' },
};

function then(cluster: Cluster, line: Line, running: readonly Follow[], before: Pick<Answer, 'out' | 'err'>): Answer {
  const next = goOn(cluster, line, running);
  return { ...next, out: before.out + next.out, err: before.err + next.err };
}

const unreachable =
  'Your machine is outside of the cluster; kubectl proxy or kubectl port-forward, running beside (&), opens a way in.';

function hintFor(code: number | undefined, running: readonly Follow[]): { readonly hint?: string } {
  const hasWay = running.some(({ verb }) => verb === 'proxy' || verb === 'port-forward');
  return (code === 7 || code === 6) && !hasWay ? { hint: unreachable } : {};
}

/** Goes on when the answer has come. */
export function goOnCurling(cluster: Cluster, follow: CurlFollow): Answer {
  const { told } = cluster.state.exchanges[follow.exchange] ?? {};
  if (!told) return { out: '', err: '', changes: [], follow };
  return goOn(cluster, { args: follow.args, files: follow.files, told: [...follow.told, told] }, follow.running);
}
