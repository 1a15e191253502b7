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
const durations = { ...evenSettings.durations, pull: 0, start: 400, ready: 600, stop: 800, remove: 60, provision: 30 };
const nodes = [0, 1, 2, 3].map((number) => ({
  name: `node-${number}`,
  cpu: '32',
  memory: '64Gi',
  pods: 110,
  labels: { 'topology.kubernetes.io/zone': `zone-${number % 2}` },
}));

/** Commands that are not there yet, and listings of what the recorded nodes were and said. */
const leftOut =
  /^kubectl( |$)(?!get|apply|create|delete|scale|foo|gte)|--raw|get pods? .*-o (yaml|json)$|get po .*-o yaml|subresource|go-template|managed-fields|get (endpoints|ep|events|node)|nodeName/;

function open({ notes, manifests }: Recorded): Terminal {
  const hasClass = !notes.some((note) => note.includes('no default StorageClass'));
  const storageClasses = hasClass ? evenSettings.storageClasses : [];
  const terminal = openTerminal({ ...evenSettings, nodes, durations, storageClasses }, ageMs);
  Object.assign(terminal.files, manifests);
  return terminal;
}

/** What chance and clock decide: identities, addresses, ages, dates, versions, and the blanks after them; and the labels of the API server's own Service. */
function masked(text = ''): string {
  return text
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UID')
    .replace(/\b(\d+[dhms]){1,2}\b/g, 'AGE')
    .replace(/\d+\.\d+\.\d+\.\d+/g, 'IP')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, 'DATE')
    .replace(/(kubia(?:-public)?|nginx-web)-[0-9a-z]{5}\b/g, '$1-SUFFIX')
    .replace(/(resourceVersion"?): ".*"/g, '$1: RV')
    .replace(/(zone-|node-)\d/g, '$1N')
    .replace('component=apiserver,provider=kubernetes', '<none>')
    .replace(/ +/g, ' ')
    .trimEnd();
}

test.each([
  ['01-kubia-create', 25],
  ['10-apply-errors', 95],
  ['13-output-formats', 60],
])('%s: every command prints what was recorded on a real cluster', (name, least) => {
  const file = join(import.meta.dirname, `../golden/transcript/${name}.json`);
  const recorded = JSON.parse(readFileSync(file, 'utf8')) as Recorded;
  const terminal = open(recorded);
  let played = 0;
  for (const step of recorded.steps) {
    if (step.do === undefined || leftOut.test(step.do)) continue;
    // The request reaches the API server a moment after the command was started.
    terminal.rest(Math.max(0, ageMs + step.t * 1000 + 100 - terminal.cluster.state.now));
    const { out, err, code } = terminal.type(step.do);
    const printed = { command: step.do, out: masked(out), err: masked(err), code };
    // `replace`, which is not there yet, had taken an annotation away; apply warned of it.
    const isAfterReplace = step.err?.includes('last-applied-configuration annotation') && err === '';
    const expected = isAfterReplace ? '' : masked(step.err);
    expect(printed).toEqual({ command: step.do, out: masked(step.out), err: expected, code: step.rc });
    played++;
  }
  expect(played).toBeGreaterThan(least);
});
