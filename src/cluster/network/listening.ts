/** Which process of a pod takes a connection to a port. */
import type { Pod } from '../../objects/index.ts';
import { workerOf } from '../apart.ts';
import type { ContainerLook } from '../kubelet/container-look.ts';
import { containerPart } from '../kubelet/container.ts';
import { say } from '../log.ts';
import type { Sentence } from '../log.ts';
import { portsOf } from '../programs/index.ts';
import type { Reader } from '../read.ts';

/** The container that listens, or why nobody does. */
export type Listener = { readonly look: ContainerLook; readonly part: string } | { readonly why: Sentence };

/** Who listens in the pod on the port at this moment. A program that is told to stop answers until it has. */
export function listenerOf(reader: Reader, pod: Pod, port: number): Listener {
  const it = { pod: pod.metadata.name, port };
  const running = [...(pod.spec.initContainers ?? []), ...pod.spec.containers].flatMap(({ name }) => {
    const of = `${workerOf(pod)}/${name}`;
    const look = containerPart.look(reader, of);
    return look?.memory.running && runs(reader, of) ? [{ look, part: of }] : [];
  });
  if (running.length === 0) return { why: say('no program of {pod} runs now', it) };
  const meant = running.filter(({ look }) => portsOf(look.image, look.container)?.includes(port) !== false);
  if (meant.length === 0) return { why: say('no program of {pod} listens on port {port}', it) };
  const ready = meant.find(({ look }) => (look.memory.running?.listensAt ?? 0) <= reader.state.now);
  return ready ?? { why: say('the program of {pod} has only just started and does not listen yet', it) };
}

const alive = new Set(['running', 'killing', 'stopping']);

function runs({ state }: Reader, of: string): boolean {
  return alive.has(state.machines[`container:${of}`]?.value ?? '');
}

/** The process that has taken the connection, if it still runs. */
export function stillThere(reader: Reader, part: string, pid: number): ContainerLook | undefined {
  const look = runs(reader, part) ? containerPart.look(reader, part) : undefined;
  return look?.memory.running?.pid === pid ? look : undefined;
}
