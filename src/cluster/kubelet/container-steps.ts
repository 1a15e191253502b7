/** What a kubelet does for a container before it runs and after it has ended. */
import { withFields } from '../../objects/index.ts';
import type { Millis, Node } from '../../objects/index.ts';
import { draw } from '../chance.ts';
import { isBroken } from '../faults.ts';
import { say } from '../log.ts';
import type { Answer, Deed } from '../part.ts';
import { readImageName } from '../programs/image-name.ts';
import { runOf } from '../programs/index.ts';
import type { Process, Run } from '../programs/index.ts';
import { goDuration, logging, nameOf, podWords, report, tell, wakeProgram } from './container-look.ts';
import type { ContainerLook, Running } from './container-look.ts';
import { obey, stopped, terminate } from './container-stop.ts';
import { ended as endedStatus, running as runningStatus, unstartable, waitingFor } from './container-status.ts';
import type { Exit } from './container-status.ts';
import { nextWatch, notReady, ready, started, watch, write } from './container-watch.ts';
import { layerOf } from '../volume-backing.ts';
import { environmentOf } from './environment.ts';
import { beginMain, wordsOfImage } from './main-command.ts';
import { processOf, reading } from './process.ts';

/** The steps of a container, by the names that its machine uses. */
export const containerSteps = {
  findImage,
  pull,
  pulled,
  pullFailed,
  pullLater,
  neverPull,
  invalidName,
  create,
  configFails,
  run,
  watch,
  started,
  ready,
  notReady,
  write,
  ended,
  backOff,
  terminate,
  obey,
  stopped,
} as const;

const slowFactor = 10;

function findImage(look: ContainerLook): Answer {
  const { container, memory, node, reader } = look;
  if (readImageName(container.image).problem !== undefined) return { do: [], signal: 'invalid' };
  const isPresent = hasImage(node, container.image);
  if (!isPresent && container.imagePullPolicy === 'Never') return { do: [], signal: 'never' };
  if (isPresent && container.imagePullPolicy !== 'Always') {
    const message = `Container image "${container.image}" already present on machine`;
    return { do: [tell(look, 'Pulled', message)], signal: 'present' };
  }
  const pullingMs = isPresent
    ? reader.state.settings.durations.pullAgain
    : memory.pullMs * (isSlow(look) ? slowFactor : 1);
  return { do: [], signal: { type: 'pulls', memory: { pullingMs } } };
}

function isSlow({ image, container, reader }: ContainerLook): boolean {
  return image.slow === true || isImageBroken(reader, container.image, 'slow');
}

function pull(look: ContainerLook): Answer {
  return { do: [tell(look, 'Pulling', `Pulling image "${look.container.image}"`)] };
}

/** A fault may name the image as the pod does, or its repository alone. */
function isImageBroken(reader: ContainerLook['reader'], image: string, fault: string): boolean {
  return [image, readImageName(image).repository].some((name) => isBroken(reader, 'image', name, fault));
}

function isMissing({ image, container, reader }: ContainerLook): boolean {
  return image.missing === true || isImageBroken(reader, container.image, 'missing');
}

const sizeUnknown = 54_000_000;

/** The image is on the node from now on, for every pod there. */
function pulled(look: ContainerLook): Answer {
  const { container, node, image, memory } = look;
  if (isMissing(look)) return { do: [], signal: 'fails' };
  const sizeBytes = image.size ?? image.program.size ?? sizeUnknown;
  const took = goDuration(memory.pullingMs);
  const message = `Successfully pulled image "${container.image}" in ${took} (${took} including waiting). Image size: ${sizeBytes} bytes.`;
  const told = tell(look, 'Pulled', message);
  if (!node || hasImage(node, container.image)) return { do: [told] };
  const images = [...imagesOf(node), { names: [container.image], sizeBytes }];
  const object = withFields(node, { status: withFields(node.status ?? {}, { images }) });
  return { do: [{ writes: [{ verb: 'update', object, subresource: 'status' }] }, told] };
}

function pullFailed(look: ContainerLook): Answer {
  const { container } = look;
  const { repository, tag } = readImageName(container.image);
  const full = `docker.io/${repository.includes('/') ? repository : `library/${repository}`}:${tag ?? 'latest'}`;
  const problem = `rpc error: code = NotFound desc = failed to pull and unpack image "${full}": failed to resolve reference "${full}": ${full}: not found`;
  const message = `Failed to pull image "${container.image}": ${problem}`;
  const what = say('the image of {pod} cannot be pulled', { pod: nameOf(look) });
  const deed = report(look, waitingFor('ErrImagePull', problem), { what });
  return {
    do: [deed, tell(look, 'Failed', message, 'Warning'), tell(look, 'Failed', 'Error: ErrImagePull', 'Warning')],
  };
}

function pullLater(look: ContainerLook): Answer {
  const message = `Back-off pulling image "${look.container.image}"`;
  const what = say('{pod} waits before it pulls again', { pod: nameOf(look) });
  const deed = report(look, waitingFor('ImagePullBackOff', message), { what });
  return { do: [deed, tell(look, 'BackOff', message), tell(look, 'Failed', 'Error: ImagePullBackOff', 'Warning')] };
}

function neverPull(look: ContainerLook): Answer {
  const { container } = look;
  const message = `Container image "${container.image}" is not present with pull policy of Never`;
  const what = say('the image of {pod} may not be pulled', { pod: nameOf(look) });
  const deed = report(look, waitingFor('ErrImageNeverPull', message), { what });
  const failed = tell(look, 'Failed', 'Error: ErrImageNeverPull', 'Warning');
  return { do: [once(look, deed, 'ErrImageNeverPull'), tell(look, 'ErrImageNeverPull', message, 'Warning'), failed] };
}

function invalidName(look: ContainerLook): Answer {
  const { container } = look;
  const problem = `couldn't parse image name "${container.image}": ${readImageName(container.image).problem ?? ''}`;
  const message = `Failed to apply default image tag "${container.image}": ${problem}`;
  const what = say('the name of the image of {pod} cannot be read', { pod: nameOf(look) });
  const deed = report(look, waitingFor('InvalidImageName', message), { what });
  const failed = tell(look, 'Failed', 'Error: InvalidImageName', 'Warning');
  return { do: [once(look, deed, 'InvalidImageName'), tell(look, 'InspectFailed', message, 'Warning'), failed] };
}

/** Tried again and again, it is said in the log only the first time. */
function once({ pod, container }: ContainerLook, deed: Deed, reason: string): Deed {
  const { containerStatuses = [], initContainerStatuses = [] } = pod.status ?? {};
  const status = [...containerStatuses, ...initContainerStatuses].find(({ name }) => name === container.name);
  const { what: _, ...silent } = deed;
  return status?.state?.waiting?.reason === reason ? silent : deed;
}

/** A new container has a new layer: what the one before wrote beside its volumes is gone. */
function create(look: ContainerLook): Answer {
  const { container, pod, reader } = look;
  const { env, envFrom } = container;
  const problem = env || envFrom ? environmentOf(look).problem : undefined;
  if (problem !== undefined) return { do: [], signal: 'fails' };
  const backing = layerOf(pod, container.name);
  return reader.state.data[backing] ? { do: [{ writes: [{ verb: 'scrub', backing }] }] } : undefined;
}

function configFails(look: ContainerLook): Answer {
  const problem = environmentOf(look).problem ?? '';
  const what = say('{pod} cannot be configured: {problem}', { pod: nameOf(look), problem });
  const deed = report(look, waitingFor('CreateContainerConfigError', problem), { what });
  return { do: [once(look, deed, 'CreateContainerConfigError'), tell(look, 'Failed', `Error: ${problem}`, 'Warning')] };
}

function run(look: ContainerLook): Answer {
  const { container, reader, now } = look;
  const env = container.env || container.envFrom ? environmentOf(look).env : undefined;
  const pid = 1000 + Math.floor(draw(reader.state.chance, look.worker, `pid ${reader.state.now}`) * 30_000);
  const process = wordsOfImage(look, processOf(look, env, pid));
  const course = runOf(look.image, process, reading(look), container.resources?.limits?.['memory']);
  const created = tell(look, 'Created', 'Container created');
  if (course.missing !== undefined) return cannotStart(look, course.missing, created);
  const main = course.isLive ? beginMain(look, process) : undefined;
  const running = { ...runningOf(look, process, course, env), ...(main && { command: main.id }) };
  const what = say('{pod} runs', { pod: nameOf(look) });
  const deed = report(look, runningStatus(now, running.isStarted), { what });
  const next = nextWatch(look, running);
  const writeMs = look.image.program.eachSecond ? 1000 : undefined;
  const signal = { type: 'runs', memory: { running, exit: undefined, writeMs, ...next } };
  // Who waits for a sidecar to have started hears of it; of one with a startup probe, when that has passed.
  const heard: Deed = { writes: [], tells: [[`kubelet:${look.worker}`, { type: 'heard' }]] };
  const written = [...logging(look), ...logging(look, course.output ?? '')];
  const begun = [...(main ? [main.deed] : []), ...wakeProgram(look)];
  const told = [created, ...written, deed, tell(look, 'Started', 'Container started'), ...begun];
  return { do: look.isInit && running.isStarted ? [...told, heard] : told, signal };
}

function runningOf(look: ContainerLook, process: Process, course: Run, env: Running['env']): Running {
  const { reader, image, container } = look;
  const { now } = reader.state;
  const startUpMs = image.startUp ?? image.program.startUpMs?.(reading(look), process) ?? 0;
  const { ends, changes } = course;
  return {
    startedAt: now,
    listensAt: now + startUpMs,
    pid: process.pid,
    ...(env && { env }),
    ...(ends && { ends: { at: now + ends.afterMs, ...exitOf(look, ends) } }),
    ...(changes && { changes: changes.map(({ afterMs, ...change }) => ({ ...change, at: now + afterMs })) }),
    isReady: false,
    isStarted: container.startupProbe === undefined,
    probes: {},
  };
}

function exitOf({ container, image }: ContainerLook, { exitCode, output }: NonNullable<Run['ends']>): Exit {
  const memoryMax = container.resources?.limits?.['memory'];
  const isKilled = exitCode === 137 && memoryMax !== undefined && !image.crash;
  const reason = isKilled ? 'OOMKilled' : exitCode === 0 ? 'Completed' : 'Error';
  const isTold = output !== undefined && container['terminationMessagePolicy'] === 'FallbackToLogsOnError';
  return { exitCode, reason, ...(isTold && exitCode !== 0 && { message: output }), ...(output && { output }) };
}

function cannotStart(look: ContainerLook, name: string, created: Deed): Answer {
  const message = `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "${name}": executable file not found in $PATH`;
  const exit: Exit = { exitCode: 128, reason: 'StartError', message };
  return {
    do: [created, tell(look, 'Failed', `Error: ${message}`, 'Warning')],
    signal: { type: 'ends', memory: { exit } },
  };
}

const quietMs = 600_000;
const longestMs = 300_000;

/** How often it has been started again, and how long it has to wait for the next time: 0, 10, 20, 40 … 300 s (doBackOff). */
function nextStart({ memory, reader }: ContainerLook): { readonly restarts: number; readonly backOffMs: Millis } {
  const ranMs = memory.running ? reader.state.now - memory.running.startedAt : 0;
  const before = ranMs > quietMs ? 0 : memory.restarts;
  const backOffMs = before === 0 ? 0 : Math.min(10_000 * 2 ** (before - 1), longestMs);
  return { restarts: before + 1, backOffMs };
}

function willRestart({ pod, container, isInit, memory }: ContainerLook, { exitCode }: Exit): boolean {
  if (isInit && container.restartPolicy === 'Always') return true;
  if (exitCode === 0 && (isInit || !memory.retries)) return false;
  const { restartPolicy } = pod.spec;
  return restartPolicy === 'Always' || (restartPolicy === 'OnFailure' && exitCode !== 0);
}

function ended(look: ContainerLook): Answer {
  const { memory, isInit, now, worker } = look;
  const exit: Exit = memory.exit ?? { exitCode: 1, reason: 'Error' };
  const again = willRestart(look, exit);
  const it = { pod: nameOf(look), code: exit.exitCode };
  const what = say('the program of {pod} has ended with exit code {code}', it);
  const change =
    exit.reason === 'StartError'
      ? unstartable(exit.message ?? '', now)
      : endedStatus(exit, now, isInit && exit.exitCode === 0);
  const deed = report(look, change, { what }, !again && !memory.retries);
  const written = logging(look, exit.output ?? '');
  const heard: Deed = { writes: [], tells: [[`kubelet:${worker}`, { type: 'heard' }]] };
  const all = [...written, deed, ...wakeProgram(look)];
  if (!again) return { do: [...all, heard], signal: 'done' };
  const next = memory.retries ? nextStart(look) : { restarts: 1, backOffMs: 1 };
  return { do: all, signal: { type: 'restarts', memory: { ...next, running: undefined } } };
}

function backOff(look: ContainerLook): Answer {
  const { pod, container, memory } = look;
  const name = podWords(pod);
  const message = `back-off ${goDuration(memory.backOffMs)} restarting failed container=${container.name} pod=${name}`;
  const what = say('{pod} waits {wait} before it is started again', {
    pod: nameOf(look),
    wait: goDuration(memory.backOffMs),
  });
  const event = `Back-off restarting failed container ${container.name} in pod ${name}`;
  return {
    do: [report(look, waitingFor('CrashLoopBackOff', message), { what }), tell(look, 'BackOff', event, 'Warning')],
  };
}

function imagesOf(node: Node | undefined): readonly { readonly names: readonly string[] }[] {
  return (node?.status as { images?: readonly { names: readonly string[] }[] } | undefined)?.images ?? [];
}

/** Is the image on the node already? */
function hasImage(node: Node | undefined, image: string): boolean {
  return imagesOf(node).some(({ names }) => names.includes(image));
}
