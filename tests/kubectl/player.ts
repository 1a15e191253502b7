import type { Cluster, Settings } from '../../src/cluster/index.ts';
import { defaultSettings, newCluster, nextDue, runTo, tick } from '../../src/cluster/index.ts';
import type { Change } from '../../src/cluster/index.ts';
import type { Answer, Follow } from '../../src/kubectl/index.ts';
import { goOn, kubectl } from '../../src/kubectl/index.ts';

/** What a line has printed when it is over. */
export interface Done {
  readonly out: string;
  readonly err: string;
  readonly code: number;
}

/** A terminal on a real simulated cluster: lines in, text out; commands ending in `&` go on in the background. */
export interface Terminal {
  readonly cluster: Cluster;
  readonly files: Record<string, string>;
  type(line: string): Done;
  /** Begins a command that runs in the background; answers with what it has printed since the last look. */
  watch(line: string): () => string;
  rest(ms: number): void;
}

/** Nothing takes longer or shorter by chance, so that ages in a transcript stay the same. */
export const evenSettings: Settings = {
  ...defaultSettings,
  durations: {
    ...defaultSettings.durations,
    pull: 1000,
    pullAgain: 0,
    start: 0,
    ready: 1000,
    stop: 1000,
    remove: 0,
    attach: 0,
    jitter: 0,
  },
};

/** A terminal on a new cluster that is `ageMs` old. */
export function openTerminal(settings: Settings = evenSettings, ageMs = 0): Terminal {
  const cluster = newCluster(settings, 1);
  const jobs: { follow: Follow | undefined; text: string }[] = [];
  const files: Record<string, string> = {};
  const tell = (changes: readonly Change[]): void => {
    for (const job of jobs) {
      if (!job.follow || changes.length === 0) continue;
      const answer = goOn(cluster, job.follow, changes);
      job.follow = answer.follow;
      job.text += answer.out + answer.err;
    }
  };
  const begin = (line: string): Answer => {
    const answer = kubectl(cluster, { line, files, namespace: 'default' });
    tell(answer.changes);
    return answer;
  };
  runTo(cluster, ageMs);
  return {
    cluster,
    files,
    type: (line) => waitFor(cluster, begin(line), tell),
    watch: (line) => {
      const answer = begin(line);
      const job = { follow: answer.follow, text: answer.out + answer.err };
      jobs.push(job);
      return () => {
        const { text } = job;
        job.text = '';
        return text;
      };
    },
    rest: (ms) => {
      runTo(cluster, cluster.state.now + ms, (changes) => {
        tell(changes);
        return true;
      });
    },
  };
}

const patienceMs = 600_000;

/** A command that waits lets time pass until it is over. */
function waitFor(cluster: Cluster, first: Answer, tell: (changes: readonly Change[]) => void): Done {
  let { out, err, code, follow } = first;
  const until = cluster.state.now + patienceMs;
  while (follow && nextDue(cluster) && cluster.state.now < until) {
    const changes = tick(cluster);
    tell(changes);
    const answer = goOn(cluster, follow, changes);
    tell(answer.changes);
    out += answer.out;
    err += answer.err;
    code = answer.code;
    follow = answer.follow;
  }
  if (code === undefined) throw new Error('The command waits for something that never comes.');
  return { out, err, code };
}
