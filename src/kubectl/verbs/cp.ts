import { filesOn, placeOf, putFile } from '../../cluster/index.ts';
import type { Container, Pod } from '../../objects/index.ts';
import { containerFlags, podMeant, unheard } from '../containers.ts';
import { enterable } from './exec.ts';
import { fail } from './verb.ts';
import type { Paper, Request, Verb } from './verb.ts';

/** One side of a copy: a file of the learner's own, or one in a pod. */
interface Side {
  readonly pod?: string;
  readonly file: string;
}

const lengthMax = 64 * 1024;

/**
 * Copies a small text file to a pod, or shows one from it. Models kubectl pkg/cmd/cp. Left out: directories, and that a file from a pod comes to
 * lie on the learner's machine: there is no such place here, so its text is printed.
 */
export const cp: Verb = {
  usage: 'cp <file-spec-src> <file-spec-dest>',
  does: 'Copy files and directories to and from containers (here: a text file of up to 64 kB)',
  flags: { ...containerFlags, 'no-preserve': { takes: 'switch' }, retries: { takes: 'number' } },
  run(request, paper) {
    const { args } = request;
    if (args.length !== 2) return fail(paper, 'source and destination are required');
    const [from, to] = args.map(sideOf);
    if (!from || !to) return fail(paper, 'filespec must match the canonical format: [[namespace/]pod:]file/path');
    if (from.pod !== undefined && to.pod !== undefined)
      return fail(paper, 'one of src or dest must be a local file specification');
    if (from.file === '' || to.file === '') return fail(paper, 'filepath can not be empty');
    if (from.pod === undefined && to.pod === undefined)
      return fail(paper, 'one of src or dest must be a remote file specification');
    if (to.pod !== undefined) copyTo(request, paper, from.file, { pod: to.pod, file: to.file });
    else copyFrom(request, paper, { pod: from.pod ?? '', file: from.file });
  },
};

function sideOf(word: string): Side | undefined {
  const colon = word.indexOf(':');
  if (colon === 0) return undefined;
  return colon < 0 ? { file: word } : { pod: word.slice(0, colon), file: word.slice(colon + 1) };
}

interface There {
  readonly pod: Pod;
  readonly container: Container;
}

function placeMeant(request: Request, paper: Paper, named: string): There | undefined {
  const [first = '', second] = named.split('/');
  const asked = second === undefined ? request : { ...request, namespace: first };
  const pod = podMeant(asked, paper, second ?? first);
  const name = pod && enterable(asked, paper, pod, 'exec into');
  const container = pod?.spec.containers.find((each) => each.name === name);
  const silent = pod && unheard(request.cluster, pod, '');
  if (silent) paper.follow = silent;
  return pod && container && !silent ? { pod, container } : undefined;
}

function copyTo(request: Request, paper: Paper, local: string, to: Required<Side>): void {
  const { cluster, files } = request;
  const text = files[local];
  if (text === undefined) return fail(paper, `${local} doesn't exist in local filesystem`);
  if (text.length > lengthMax)
    return fail(paper, `${local} is longer than the ${lengthMax} characters that can be copied here`);
  const there = placeMeant(request, paper, to.pod);
  if (!there) return;
  const absolute = to.file.startsWith('/') ? to.file : `/${to.file}`;
  const isFolder =
    there.container.volumeMounts?.some(
      ({ mountPath }) => mountPath.replace(/\/$/, '') === absolute.replace(/\/$/, ''),
    ) ?? false;
  const path =
    isFolder || absolute.endsWith('/') ? `${absolute.replace(/\/$/, '')}/${local.replace(/^.*\//, '')}` : absolute;
  const place = placeOf(cluster, there.pod, there.container, path);
  const problem = place
    ? putFile(cluster, { verb: 'store', ...place, text })?.message
    : `${path}: No such file or directory`;
  if (problem === undefined) return;
  paper.err += `tar: can't open '${path.slice(1)}': ${problem.replace(/^.*: /, '')}\n`;
  fail(paper, '');
  paper.err += 'command terminated with exit code 1\n';
}

function copyFrom(request: Request, paper: Paper, from: Required<Side>): void {
  const there = placeMeant(request, paper, from.pod);
  if (!there) return;
  const path = from.file.startsWith('/') ? from.file : `/${from.file}`;
  const place = placeOf(request.cluster, there.pod, there.container, path);
  const text = place && filesOn(request.cluster, place.backing)[place.path];
  if (text === undefined) {
    paper.err += `tar: ${from.file.replace(/^\//, '')}: Cannot stat: No such file or directory\ntar: Exiting with failure status due to previous errors\n`;
    return fail(paper, `${path.slice(1)} no such file or directory`);
  }
  paper.out += path.startsWith('/') && from.file.startsWith('/') ? "tar: Removing leading `/' from member names\n" : '';
  paper.hint = 'There is no disk on your side here: this is what the file would hold.';
  paper.out += text;
}
