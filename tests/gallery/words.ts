import type { StageWords } from '../../src/stage/index.ts';

function spelled({ text, values }: { text: string; values?: Readonly<Record<string, string | number>> }): string {
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => String(values?.[name] ?? hole));
}

function spanned(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}

/** English enough for the gallery; the page has its own. */
export const galleryWords: StageWords = {
  stage: 'Stage',
  controller: 'StatefulSet controller',
  dns: 'DNS',
  headless: 'headless',
  volumes: 'Volumes',
  notScheduled: 'not scheduled',
  idle: 'There is no StatefulSet yet.',
  staysOld: 'stay on the old revision',
  getsNew: 'get the new one, highest first',
  step: (step) =>
    (step.charAt(0).toUpperCase() + step.slice(1)).replace(/[A-Z]/g, (capital, at: number) =>
      at ? ` ${capital.toLowerCase()}` : capital,
    ),
  decision: ({ kind, what }) => `${kind === 'waits' ? 'Waits' : 'Does'}: ${spelled(what)}.`,
  partition: (ordinal) => `⟷ partition ${ordinal}`,
  header: ({ name, ready, total }) => `${name || 'bare pods'} ${ready}/${total}`,
  chip: ({ kind, name, used, hard, allowed, missing }) => {
    if (missing) return `${name} missing`;
    if (kind === 'quota') return `quota ${used}/${hard}`;
    return kind === 'budget' ? `budget ${allowed}` : `${kind} ${name}`;
  },
  fold: ({ name, folded }) => `${folded ? 'Unfold' : 'Fold'} ${name}`,
  claims: (count) => `claims: ${count}`,
  record: ({ state }) => ({ given: '', none: 'no record yet', away: 'scaled away', noService: 'no Service' })[state],
  nodeState: ({ ready, deletion }) =>
    deletion === 'gone' ? 'deleted' : deletion === 'leaving' ? 'deleting' : ready ? 'Ready' : 'NotReady',
  pressure: (type) => (type === 'MemoryPressure' ? 'memory low' : 'disk low'),
  cordoned: 'cordoned',
  silent: (forMs) => `silent ${spanned(forMs)}`,
  span: spanned,
  fault: (name) => `⚡ ${name === 'network' ? 'network cut' : name}`,
  podState: ({ look, word, gone }) => (gone ? 'no pod object' : look === 'running' ? 'not Ready' : word),
  podRemark: ({ span, unheard }, left) => {
    const of = left === undefined ? undefined : span?.of;
    if (of === 'eviction') return `evicted in ${spanned(left ?? 0)}`;
    if (of === 'grace') return `${spanned(left ?? 0)} of grace left`;
    return unheard ? 'maybe still running' : '';
  },
  phase: (phase) => phase,
  idleClaim: 'no pod',
  kept: ({ whenScaled }) => `kept: ${whenScaled}`,
  more: (count) => `+${count}`,
  legend: (entry) => {
    if (entry.kind === 'revision') return `${entry.several ? entry.revision.of : 'revision'} ${entry.revision.hash}`;
    const said = {
      pending: 'no node yet',
      creating: 'starting',
      running: 'running, not Ready',
      terminating: 'terminating',
    };
    const more = { failing: 'failing', ended: 'ended', unheard: 'not heard from', data: 'data written by the pod' };
    const counted = {
      gone: 'a process without a pod object',
      silent: 'heartbeat missing, still Ready',
      backOff: 'waiting to try again',
      eviction: 'time until eviction',
    };
    return { ...said, ...more, ...counted }[entry.kind];
  },
  aboutPod: ({ name, word, node }) => `Pod ${name}, ${word}, ${node ? `on ${node}` : 'without a node'}`,
  aboutHeader: ({ name, ready, total }) => `${name}: ${ready} of ${total} Ready`,
  aboutChip: ({ kind, name }) => `${kind} ${name}`,
  aboutFold: ({ name, node, count }) => `${name}: ${count.ready} of ${count.total} Ready on ${node}`,
  aboutNode: ({ name, ready }) => `Node ${name}, ${ready ? 'Ready' : 'NotReady'}`,
  aboutRecord: ({ name, record }) => `DNS name ${name}: ${record.address ?? 'no record'}`,
  aboutClaim: ({ name, phase, volume }) => `Claim ${name}, ${phase}${volume ? `, volume ${volume}` : ''}`,
  aboutVolume: ({ name, phase }) => `Volume ${name}, ${phase}`,
};
