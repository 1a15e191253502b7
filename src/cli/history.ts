import { readFileSync } from 'node:fs';
import type { ApiObject, Millis } from '../objects/index.ts';

/** A command of the user in a recorded history. Times in a file are seconds. */
export interface DoStep {
  readonly do: string;
  /** Given when an argument holds blanks: `do` is not quoted. */
  readonly argv?: readonly string[];
  readonly t: number;
  readonly end: number;
  readonly rc: number;
  /** The index of the manifest that came on standard input. */
  readonly manifest?: number;
  readonly stdin?: string;
}

/** Something outside Kubernetes that happened. */
export interface FaultStep {
  readonly fault: string;
  readonly on: boolean;
  readonly t: number;
  readonly podsOnNode?: readonly string[];
}

/** Everything as it stood at one moment; what is not there is left out. */
export interface Standing {
  readonly sts?: Readonly<
    Record<string, { readonly replicas: number; readonly status: Readonly<Record<string, unknown>> }>
  >;
  readonly pods?: Readonly<Record<string, string>>;
  readonly pvcs?: Readonly<Record<string, string>>;
  /** Pod to node; never compared. */
  readonly nodes?: Readonly<Record<string, string>>;
}

type Step =
  | DoStep
  | FaultStep
  | { readonly watch: string; readonly t: number; readonly lines: readonly (readonly [number, string])[] }
  | { readonly state: Standing }
  | { readonly t: number; readonly e: string };

/** A history recorded from a real control plane: tests/golden/README.md describes the form. */
export interface History {
  readonly name: string;
  readonly title: string;
  readonly family: 'basic' | 'transcript';
  readonly namespace: string;
  /** What is particular about this history. */
  readonly notes?: readonly string[];
  readonly featureGates: Readonly<Record<string, boolean>>;
  readonly kubelet: {
    /** A kubelet looks this often for what is new, faults included. */
    readonly pollInterval: number;
    readonly boundToRunning: number;
    readonly runningToReady: number;
    readonly deletionToStopped: number;
    readonly stoppedToRemoved: number;
  };
  readonly node: {
    readonly names: readonly string[];
    readonly zones: Readonly<Record<string, string>>;
    readonly leaseRenewInterval: number;
    readonly monitorPeriod: number;
    readonly monitorGracePeriod: number;
  };
  readonly manifests: readonly ApiObject[] | Readonly<Record<string, string>>;
  readonly secondRecordingPerStep?: string | null;
  readonly secondRecordingStates?: string | null;
  readonly secondRecordingStatusLines?: boolean | null;
  readonly steps: readonly Step[];
}

/** An event line and its moment. */
export interface TimedLine {
  readonly at: Millis;
  readonly text: string;
}

/** What one step of the user, or one fault, led to: the lines from its moment of effect to that of the next. */
export interface Segment {
  readonly step: DoStep | FaultStep;
  readonly at: Millis;
  readonly lines: readonly TimedLine[];
  /** How things stood at `at`, after the first `after` lines. */
  readonly standing?: { readonly at: Millis; readonly after: number; readonly is: Standing };
}

/** A history as it is compared; `end` is the last moment that it covers. */
export interface Course {
  readonly segments: readonly Segment[];
  readonly end: Millis;
}

/** Reads a history's file. */
export function readHistory(path: string): History {
  const history = JSON.parse(readFileSync(path, 'utf8')) as Partial<History>;
  if (!history.name || !history.steps)
    throw new Error(`${path} is not a recorded history: it has no "name" or no "steps".`);
  return history as History;
}

/** Is the step one that is to be taken, rather than one that tells what happened? */
function isAct(step: Step): step is DoStep | FaultStep {
  return 'do' in step || 'fault' in step;
}

const readsOnly = /^kubectl (get|describe|explain|diff|logs|wait|rollout (history|status))\b/;
const soonestMs = 50;
const alwaysLaterMs = 100;
// A recording goes on this long after its last line, so nothing may follow within that time.
const tailMs = 1200;

/** Does the line show that the command has reached the API server? */
function isEffectOf(step: DoStep, line: string): boolean {
  if (readsOnly.test(step.do)) return false;
  if (line.endsWith(' by user') || line.startsWith('rejected user ')) return true;
  if (step.do.startsWith('kubectl label ')) return line.includes(' owners=');
  return step.do.startsWith('kubectl drain ') && / (disruptionTarget=|taints=)/.test(line);
}

function ms(seconds: number): Millis {
  return Math.round(seconds * 1000);
}

/** When the step took effect, and how many of the lines that follow it in the file came before that. */
function effectOf(step: DoStep | FaultStep, lines: readonly TimedLine[]): { at: Millis; before: number } {
  const shown = 'do' in step ? lines.findIndex((line) => isEffectOf(step, line.text)) : -1;
  const first = lines[shown];
  if (first) return { at: first.at, before: shown };
  const early =
    'do' in step && !readsOnly.test(step.do) ? lines.findIndex((line) => line.at >= ms(step.t) + soonestMs) : -1;
  const next = lines[early];
  if (next && next.at < ms(step.t) + alwaysLaterMs) return { at: next.at, before: early };
  const at = ms(step.t) + ('do' in step ? alwaysLaterMs : 0);
  const after = lines.findIndex((line) => line.at >= at);
  return { at, before: after < 0 ? lines.length : after };
}

interface Draft {
  readonly step: DoStep | FaultStep;
  readonly lines: TimedLine[];
  standing?: Standing;
}

/** The steps that are to be taken, each with the lines and the standing that follow it in the file. */
function draftsOf(history: History): readonly Draft[] {
  const drafts: Draft[] = [];
  for (const step of history.steps) {
    const last = drafts.at(-1);
    if (isAct(step)) drafts.push({ step, lines: [] });
    else if (last && 'e' in step) last.lines.push({ at: ms(step.t), text: step.e });
    else if (last && 'state' in step) last.standing = step.state;
  }
  return drafts;
}

function endOf(history: History): Millis {
  const times = history.steps.flatMap((step) => ('end' in step ? step.end : 't' in step ? step.t : []));
  return ms(Math.max(0, ...times)) + tailMs;
}

/** Cuts a history at the moments of effect: a line that fell between a step's start and its effect still belongs to the step before. */
export function courseOf(history: History): Course {
  const drafts = draftsOf(history);
  const effects = drafts.map(({ step, lines }) => effectOf(step, lines));
  const end = endOf(history);
  const segments = drafts.map(({ step, lines, standing }, index): Segment => {
    const own = lines.slice(effects[index]?.before);
    const next = drafts[index + 1];
    const late = next?.lines.slice(0, effects[index + 1]?.before) ?? [];
    const segment = { step, at: effects[index]?.at ?? 0, lines: [...own, ...late] };
    const at = next ? ms(next.step.t) : end;
    return standing ? { ...segment, standing: { at, after: own.length, is: standing } } : segment;
  });
  return { segments, end };
}
