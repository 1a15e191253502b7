/**
 * Gives every pod a node: filters, then scores (schedule-one.ts), by plugins that each have a file of upstream's name.
 * Models pkg/scheduler. Left out: preemption (only its messages are here), other profiles, and that room is kept for pods that
 * wait for their volumes.
 */
import { setup } from 'xstate';
import { conditionOf, keyOf, selectedNodeAnnotation, withFields } from '../../objects/index.ts';
import type { Claim, Condition, Pod } from '../../objects/index.ts';
import { nowOf } from '../store.ts';
import { say } from '../log.ts';
import type { Answer, Deed, Part } from '../part.ts';
import type { Reader } from '../read.ts';
import { preemptionMessage } from './default-preemption.ts';
import { misfitMessage, refusedNodes } from './fit-error.ts';
import type { Misfit } from './fit-error.ts';
import { openClaimsOf } from './pod-claims.ts';
import type { Cycle } from './plugin.ts';
import { isWaiting, wakesOn } from './queue.ts';
import { scheduleOne } from './schedule-one.ts';
import type { Placement } from './schedule-one.ts';

interface Turning {
  readonly turnMs: number;
}

type SchedulerSignal = { type: 'wake' } | { type: 'next' } | { type: 'wait' } | { type: 'fail' };

/** A pod that fits nowhere is looked at again after five minutes, whatever happens (podMaxInUnschedulablePodsDuration). */
const resyncMs = 300_000;
const backOffMs = 1000;

const machine = setup({
  types: { context: {} as Turning, input: {} as Turning, events: {} as SchedulerSignal },
  actions: { step: (_, _name: string) => undefined },
  delays: { turn: ({ context }) => context.turnMs, backOff: backOffMs, resync: resyncMs },
}).createMachine({
  id: 'scheduler',
  context: ({ input }) => input,
  initial: 'asleep',
  states: {
    asleep: { on: { wake: 'attempt' } },
    attempt: {
      entry: { type: 'step', params: 'assign' },
      on: { next: 'bound', wait: 'unschedulable', fail: 'refused' },
    },
    unschedulable: { on: { wake: 'queued' }, after: { resync: 'attempt' } },
    queued: { after: { turn: 'attempt' } },
    refused: { after: { backOff: 'attempt' } },
    bound: { type: 'final' },
  },
});

/** The part that binds pods to nodes, one instance for each pod that waits for one. */
export const scheduler: Part<Cycle> = {
  name: 'scheduler',
  machine,
  wakesOn,
  begin: ({ state: { settings } }) => ({ turnMs: settings.durations.controller }),
  look: (reader, of) => {
    const pod = reader.state.objects[`Pod/${of}`] as Pod | undefined;
    return pod && isWaiting(pod) ? { reader, pod } : undefined;
  },
  steps: { assign },
};

function assign(cycle: Cycle): Answer {
  const found = scheduleOne(cycle);
  if (!('node' in found)) return cannot(cycle, found);
  const open = openClaimsOf(cycle.reader, cycle.pod);
  return open.length > 0 ? chooseFor(cycle.pod, open, found.node.metadata.name) : bind(cycle.pod, found);
}

function bind(pod: Pod, { node, because, refusals }: Placement): Answer {
  const { name, namespace } = pod.metadata;
  const object = keyOf(pod);
  const what = say('puts {pod} on {node}', { pod: name, node: node.metadata.name });
  const message = `Successfully assigned ${namespace}/${name} to ${node.metadata.name}`;
  const event = { about: pod, reason: 'Scheduled', message };
  const placed: Deed = { what, because, writes: [{ verb: 'bind', pod, node }], object, event };
  if (refusals.size === 0) return { do: [placed] };
  const passed = say('passes over nodes for {pod}: {refused}', { pod: name, refused: refusedNodes(refusals) });
  return { do: [{ what: passed, writes: [], object }, placed] };
}

/** Says on the pod and on its claims which node it is to be, and waits until they are bound. */
function chooseFor(pod: Pod, open: readonly Claim[], node: string): Answer {
  const deeds = open
    .filter(({ metadata }) => metadata.annotations?.[selectedNodeAnnotation] !== node)
    .map((claim): Deed => {
      const annotations = { ...claim.metadata.annotations, [selectedNodeAnnotation]: node };
      const object = { ...claim, metadata: { ...claim.metadata, annotations } };
      const what = say('asks for the volume of {claim} on {node}', { claim: claim.metadata.name, node });
      const because = say('its class waits until {pod} has a node', { pod: pod.metadata.name });
      return { what, because, writes: [{ verb: 'update', object }], object: keyOf(claim) };
    });
  const it = { pod: pod.metadata.name, claim: open[0]?.metadata.name ?? '' };
  const nominated = { ...pod, status: { ...pod.status, nominatedNodeName: node } };
  return {
    do: [{ writes: [{ verb: 'update', object: nominated, subresource: 'status' }] }, ...deeds],
    then: { wait: say('{pod} has no node: its claim {claim} has no volume yet', it), object: keyOf(pod) },
  };
}

/** Why no node will do, in the scheduler's own words: on the pod, as an Event, and in the log. */
function cannot({ reader, pod }: Cycle, misfit: Misfit): Answer {
  const nodes = reader.index.nodes.length;
  const preemption = 'refusals' in misfit ? preemptionMessage(pod, misfit.refusals, nodes) : '';
  const message = misfitMessage(misfit, nodes, preemption);
  const event = { about: pod, type: 'Warning', reason: 'FailedScheduling', message } as const;
  const told: Deed = {
    writes: [{ verb: 'update', object: unschedulable(reader, pod, message), subresource: 'status' }],
    event,
  };
  return { do: [told], then: { object: keyOf(pod), ...waitOf(reader, pod, misfit, message) } };
}

function waitOf(
  reader: Reader,
  pod: Pod,
  misfit: Misfit,
  message: string,
): Pick<Extract<Answer, { wait: unknown }>, 'wait' | 'because'> {
  const { name } = pod.metadata;
  const [open] = openClaimsOf(reader, pod);
  const reasons = message.replace(/^0\/\d+ nodes are available: /, '');
  if ('refusals' in misfit) {
    const refused = refusedNodes(misfit.refusals);
    const wait = say('{pod} has no node: {reasons}', { pod: name, reasons });
    return refused === '' ? { wait } : { wait, because: say('no node will do: {refused}', { refused }) };
  }
  if (!open || !misfit.refusal.includes('unbound immediate'))
    return { wait: say('{pod} has no node: {reasons}', { pod: name, reasons }) };
  return {
    wait: say('{pod} has no node: its claim {claim} has no volume yet', { pod: name, claim: open.metadata.name }),
  };
}

function unschedulable(reader: Reader, pod: Pod, message: string): Pod {
  const before = conditionOf(pod, 'PodScheduled');
  const condition: Condition = {
    type: 'PodScheduled',
    status: 'False',
    reason: 'Unschedulable',
    message,
    lastProbeTime: null,
    lastTransitionTime: before?.status === 'False' ? (before.lastTransitionTime ?? nowOf(reader)) : nowOf(reader),
  };
  const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== 'PodScheduled');
  return withFields(pod, { status: withFields(pod.status ?? {}, { conditions: [...others, condition] }) });
}
