import type { StageWords } from '../../src/stage/index.ts';

function spelled({ text, values }: { text: string; values?: Readonly<Record<string, string | number>> }): string {
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => String(values?.[name] ?? hole));
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
  group: ({ name, columns }, ready) => `${name} ${ready}/${columns.filter(({ ghost }) => !ghost).length}`,
  record: ({ state }) => ({ given: '', none: 'no record yet', away: 'scaled away', noService: 'no Service' })[state],
  nodeState: ({ ready, cordoned }) => `${ready ? 'Ready' : 'NotReady'}${cordoned ? ', SchedulingDisabled' : ''}`,
  silent: (forMs) => `silent ${Math.floor(forMs / 60_000)}m${Math.floor(forMs / 1000) % 60}s`,
  fault: (name) => `${name} cut`,
  podState: ({ look, word }) => (look === 'running' ? 'not Ready' : word),
  phase: (phase) => phase,
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
    return { ...said, ...more }[entry.kind];
  },
  aboutPod: ({ name, word, node }) => `Pod ${name}, ${word}, ${node ? `on ${node}` : 'without a node'}`,
  aboutNode: ({ name, ready }) => `Node ${name}, ${ready ? 'Ready' : 'NotReady'}`,
  aboutRecord: ({ name, record }) => `DNS name ${name}: ${record.address ?? 'no record'}`,
  aboutClaim: ({ name, phase, volume }) => `Claim ${name}, ${phase}${volume ? `, volume ${volume}` : ''}`,
  aboutVolume: ({ name, phase }) => `Volume ${name}, ${phase}`,
};
