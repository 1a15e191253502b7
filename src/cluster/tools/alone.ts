import type { Millis } from '../../objects/index.ts';
import { timestamp } from '../../objects/index.ts';
import type { Told } from '../network/message.ts';
import type { Did, Here } from '../shell/tool.ts';
import { toolNamed } from './index.ts';

interface Moment {
  readonly now: Millis;
  readonly settings: { readonly start: string };
}

/** Calls a tool on the learner's own machine, which has the files of the line and no disk. */
export function runTool(
  { now, settings }: Moment,
  name: string,
  args: readonly string[],
  files: Readonly<Record<string, string>>,
  told: readonly Told[],
): Did {
  const here: Here = {
    host: 'you',
    namespace: '',
    address: '127.0.0.1',
    now: timestamp(Date.parse(settings.start), now),
    ms: now,
    chance: () => 0,
    image: '',
    userland: 'debian',
    has: (tool) => tool === name,
    processes: [],
    read: (path) => files[path],
    list: () => undefined,
    write: () => 'there is no disk here',
    remove: () => 'there is no disk here',
    makeDirectory: () => undefined,
  };
  return toolNamed(name)({
    name,
    args,
    env: {},
    here,
    path: (each) => each,
    stdin: files['-'] ?? '',
    told,
    isTerminal: true,
  });
}
