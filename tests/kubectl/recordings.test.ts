import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { evenSettings, openTerminal } from './player.ts';
import type { Terminal } from './player.ts';

interface Step {
  readonly do?: string;
  readonly t: number;
  readonly rc?: number;
  readonly out?: string;
  readonly err?: string;
}

interface Recorded {
  readonly manifests: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
  readonly steps: readonly Step[];
}

/** The recorded cluster was this old at its first step; its nodes take these times (see its README). */
const ageMs = 3000;
const durations = {
  ...evenSettings.durations,
  pull: 0,
  start: 400,
  ready: 600,
  stop: 800,
  remove: 60,
  provision: 30,
  attach: 0,
};
const nodes = [0, 1, 2, 3].map((number) => ({
  name: `node-${number}`,
  cpu: '32',
  memory: '64Gi',
  pods: 110,
  labels: { 'topology.kubernetes.io/zone': `zone-${number % 2}` },
}));

/** Commands that are not there yet, and listings of what the recorded nodes were and said. */
const leftOut =
  /^kubectl( |$)(?!get|apply|create|delete|scale|foo|gte|describe|label|annotate|patch|replace|rollout .|set image|wait|expose|autoscale|run)|--raw|get pods? .*-o (yaml|json)$|get po .*-o yaml|get .*subresource|go-template|managed-fields|get (endpoints|ep|events|node)|nodeName|view-last-applied|server-side|describe (node|endpoints )|explain|--help/;

function open({ notes, manifests }: Recorded): Terminal {
  const hasClass = !notes.some((note) => note.includes('no default StorageClass'));
  const storageClasses = hasClass ? evenSettings.storageClasses : [];
  const terminal = openTerminal({ ...evenSettings, nodes, durations, storageClasses }, ageMs);
  Object.assign(terminal.files, manifests);
  return terminal;
}

/**
 * What chance and clock decide: identities, addresses, ages, dates, versions, and the blanks after them; the labels of the API
 * server's own Service; and what a kubelet says, because the recorded nodes had one that kept silent.
 */
function masked(text = ''): string {
  return text
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UID')
    .replace(/\b(\d+[dhms]){1,2}\b/g, 'AGE')
    .replace(/\d+\.\d+\.\d+\.\d+/g, 'IP')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, 'DATE')
    .replace(/\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d/g, 'DATE')
    .replace(/(kubia(?:-public)?|nginx-web)-[0-9a-z]{5}\b/g, '$1-SUFFIX')
    .replace(/\b[4-9bcdf]{9,10}\b/g, 'HASH')
    .replace(/(web-HASH|web)-[bcdfghjklmnpqrstvwxz2456789]{5}\b/g, '$1-SUFFIX')
    .replace(/(resourceVersion"?|Resource Version): .*/g, '$1: RV')
    .replace(/(zone-|node-)\d/g, '$1N')
    .replace('component=apiserver,provider=kubernetes', '<none>')
    .replace(
      / *(PodReadyToStartContainers|PodScheduled +True|Normal +(Pulling|Pulled|Created|Started|Killing) .* kubelet) .*\n/g,
      '',
    )
    .replace(/Image ID: .*/g, 'Image ID:')
    .replace(/-+/g, '-')
    .replace(/ +/g, ' ')
    .replace(/(^\S*web-HASH.*\n?)+/gm, (rows) => rows.split('\n').sort().join('\n').trimStart() + '\n')
    .trimEnd();
}

/** Where a recording's nodes and disks, or commands of it that were left out, make the objects themselves differ. */
const nothing = /^$/;
/** Pods with other names; and roll-outs whose first look depends on the moment at which an earlier command gave up waiting. */
const freeNames = /^kubectl delete pod|rollout status deploy\/web$/;
const madeOnDemand = /pv$|sc$|describe pvc|get sts,pod,pvc,pv/;
const afterThat = /--list$|show-labels|dry-run=client$|current-replicas|set env|set resources|edit|get sts,pod/;

test.each([
  ['01-kubia-create', 30, /endpointslices/],
  ['02-kubia-delete-pod-scale', 35, /get pv$/],
  ['05-nginx-web-update', 35, madeOnDemand],
  ['07-deployment', 35, freeNames],
  ['10-apply-errors', 100, nothing],
  ['11-diff-patch-label-annotate', 45, afterThat],
  ['13-output-formats', 65, nothing],
])('%s: every command prints what was recorded on a real cluster', (name, least, unlike) => {
  const file = join(import.meta.dirname, `../golden/transcript/${name}.json`);
  const recorded = JSON.parse(readFileSync(file, 'utf8')) as Recorded;
  const terminal = open(recorded);
  let played = 0;
  for (const step of recorded.steps) {
    if (step.do === undefined || leftOut.test(step.do)) continue;
    // The request reaches the API server a moment after the command was started.
    terminal.rest(Math.max(0, ageMs + step.t * 1000 + 100 - terminal.cluster.state.now));
    const { out, err, code } = terminal.type(step.do);
    if (unlike.test(step.do)) continue;
    const printed = { command: step.do, out: masked(out), err: masked(err), code };
    expect(printed).toEqual({ command: step.do, out: masked(step.out), err: masked(step.err), code: step.rc });
    played++;
  }
  expect(played).toBeGreaterThan(least);
});
