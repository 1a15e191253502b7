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
const leftOut = new RegExp(process.env.LEFT ?? 'NEVER');

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

const only = process.env.ONLY ?? "";

test('scratch', () => {
  const file = join(import.meta.dirname, `../golden/transcript/${only}.json`);
  const recorded = JSON.parse(readFileSync(file, 'utf8')) as Recorded;
  const terminal = open(recorded);
  const diffs: string[] = [];
  let n = 0;
  for (const step of recorded.steps) {
    if (step.do === undefined || leftOut.test(step.do)) continue;
    terminal.rest(Math.max(0, ageMs + step.t * 1000 + 100 - terminal.cluster.state.now));
    let r;
    try { r = terminal.type(step.do); } catch (e) { diffs.push(`$ ${step.do}\nTHROWS ${(e as Error).message}`); continue; }
    const { out, err, code } = r;
    n++;
    if (masked(out) !== masked(step.out) || masked(err) !== masked(step.err) || code !== step.rc)
      diffs.push(`[${step.t}] $ ${step.do}\n--- recorded rc=${step.rc}\n${masked(step.out)}\n${masked(step.err)}\n+++ ours rc=${code}\n${masked(out)}\n${masked(err)}`);
  }
  console.log(diffs.join('\n\n') + `\n${n} played, ${diffs.length} differ`);
});
