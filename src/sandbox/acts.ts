/** What a learner can do, and how each act is carried out: every one of them is a line of the terminal. */
import type { Cluster, Reader } from '../cluster/index.ts';
import { complete as completeKubectl, knows as knowsVerb, kubectl, splitLine } from '../kubectl/index.ts';
import type { Answer, Follow } from '../kubectl/index.ts';
import { entry } from '../objects/index.ts';
import type { Act } from './recording.ts';

const namespace = 'default';

/** A program of the terminal beside kubectl: its name is the first word of the line. */
export interface Program {
  readonly run: (
    cluster: Cluster,
    words: readonly string[],
    running: readonly Follow[],
    files: Readonly<Record<string, string>>,
  ) => Answer;
  /** The words that could stand behind those before. */
  readonly complete: (cluster: Reader, before: readonly string[]) => readonly string[];
}

const programNames = ['curl', 'kubectl', 'ordinal'];
const programs: Record<string, Program> = {};

/** Makes a program known, once for all clusters, as the rarer verbs of kubectl are. */
export function learnProgram(name: string, program: Program): void {
  programs[name] = program;
}

/** Is this act understood, or has something to be learnt first? */
export function knows({ line, files = {} }: Act): boolean {
  const [program = ''] = line.trim().split(/\s+/);
  return programNames.includes(program) && program !== 'kubectl'
    ? entry(programs, program) !== undefined
    : knowsVerb({ line, files });
}

/** Carries the line out at this moment; one that goes on leaves a `follow`. `running` is what others have left that still run. */
export function carryOut(cluster: Cluster, { line, files = {} }: Act, running: readonly Follow[] = []): Answer {
  const split = splitLine(line);
  const [name, ...words] = 'problem' in split ? [] : split.words;
  if (name === undefined && !('problem' in split)) return { out: '', err: '', code: 0, changes: [] };
  return (
    entry(programs, name ?? '')?.run(cluster, words, running, files) ??
    kubectl(cluster, { line, files, namespace, running })
  );
}

/** The words that could stand at the end of the line, sorted. */
export function complete(cluster: Reader, line: string): readonly string[] {
  const words = line.trimStart().split(/\s+/);
  const [name = ''] = words;
  const last = words.at(-1) ?? '';
  const program = entry(programs, name);
  if (words.length > 1 && !program) return completeKubectl(cluster, line);
  const could = words.length > 1 ? (program?.complete(cluster, words.slice(1, -1)) ?? []) : programNames;
  return could.filter((word) => word.startsWith(last) && word !== last).sort();
}
