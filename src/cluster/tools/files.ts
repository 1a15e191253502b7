/** Tools that list and change files. Left out: owners, modes and times of files. */
import type { Did, Tool, ToolCall } from '../shell/tool.ts';
import { failed, optionsOf, shortDate } from './options.ts';

interface Listed {
  readonly name: string;
  readonly inside: readonly string[];
  readonly isDirectory: boolean;
}

/** `ls`, one name a line or, on a terminal, side by side; `-l` without what files have none of here. */
export const ls: Tool = (call) => {
  const { flags, names } = optionsOf(call.args);
  const isBusybox = call.here.userland === 'busybox';
  const asked = names.length > 0 ? names : ['.'];
  const listed = asked.flatMap((name) => listedOf(call, name) ?? []);
  const missing = asked.filter((name) => !listedOf(call, name));
  const words = (name: string): string => (isBusybox ? `ls: ${name}` : `ls: cannot access '${name}'`);
  const isMany = names.length > 1;
  const blocks = listed.map((each) => {
    const text = shownOf(call, flags, each);
    return isMany && each.isDirectory ? `${each.name}:\n${text}` : text;
  });
  const err = missing.map((name) => `${words(name)}: No such file or directory\n`).join('');
  return { out: blocks.join(isMany ? '\n' : ''), err, code: err === '' ? 0 : isBusybox ? 1 : 2 };
};

function listedOf({ here, path }: ToolCall, name: string): Listed | undefined {
  const inside = here.list(path(name));
  if (inside) return { name, inside: inside.map((each) => each.replace(/\/$/, '')), isDirectory: true };
  return here.read(path(name)) === undefined ? undefined : { name, inside: [name], isDirectory: false };
}

function shownOf(call: ToolCall, flags: ReadonlySet<string>, { name, inside, isDirectory }: Listed): string {
  const isAll = flags.has('a') || flags.has('A');
  const shown = inside.filter((each) => isAll || !each.startsWith('.'));
  if (flags.has('l')) return shown.map((each) => longLine(call, isDirectory ? `${name}/${each}` : each, each)).join('');
  if (!call.isTerminal || flags.has('1')) return shown.map((each) => `${each}\n`).join('');
  return shown.length > 0 ? `${shown.join('  ')}\n` : '';
}

function longLine({ here, path }: ToolCall, name: string, shown: string): string {
  const text = here.read(path(name));
  const mode = text === undefined ? 'drwxr-xr-x    2' : '-rw-r--r--    1';
  const size = String(text?.length ?? 4096).padStart(9);
  return `${mode} root     root     ${size} ${shortDate(here.now)} ${shown}\n`;
}

/** What becomes of each file of a tool that changes files; the first problem of each is said. */
function each(call: ToolCall, names: readonly string[], change: (name: string) => string | undefined): Did {
  const problems = names.flatMap((name) => change(name) ?? []);
  return {
    err: problems.map((problem) => `${call.name}: ${problem}\n`).join(''),
    code: problems.length > 0 ? 1 : 0,
  };
}

/** The tool `touch`. */
export const touch: Tool = (call) =>
  each(call, optionsOf(call.args).names, (name) => {
    const problem = call.here.write(call.path(name), '', true);
    return problem === undefined ? undefined : `${name}: ${problem}`;
  });

/** `rm`, with -r and -f. */
export const rm: Tool = (call) => {
  const { flags, names } = optionsOf(call.args);
  const { here, path } = call;
  const isDeep = flags.has('r') || flags.has('R');
  return each(call, names, (name) => {
    const at = path(name);
    const isDirectory = here.list(at) !== undefined;
    if (isDirectory && !isDeep) return `'${name}' is a directory`;
    if (isDirectory || here.read(at) !== undefined) {
      const problem = removeAll(call, at);
      return problem === undefined ? undefined : `can't remove '${name}': ${problem}`;
    }
    if (flags.has('f')) return undefined;
    const words = here.userland === 'busybox' ? `can't remove` : 'cannot remove';
    return `${words} '${name}': No such file or directory`;
  });
};

function removeAll(call: ToolCall, at: string): string | undefined {
  const inside = call.here.list(at);
  if (!inside) return call.here.remove(at);
  const problems = inside.flatMap((name) => removeAll(call, `${at}/${name.replace(/\/$/, '')}`) ?? []);
  return problems[0];
}

/** `mkdir`: a directory is there when something is in it; until then only this command knows of it. */
export const mkdir: Tool = (call) => {
  const { flags, names } = optionsOf(call.args, 'm');
  return each(call, names, (name) => {
    const isThere = call.here.list(call.path(name)) !== undefined;
    if (isThere) return flags.has('p') ? undefined : `can't create directory '${name}': File exists`;
    call.here.makeDirectory(call.path(name));
    return undefined;
  });
};

function copy(call: ToolCall, isMoved: boolean): Did {
  const { names } = optionsOf(call.args);
  const { here, path } = call;
  const [from = '', to = ''] = names;
  const text = here.read(path(from));
  if (names.length !== 2) return failed(`${call.name}: needs one file and where it is to go`);
  if (text === undefined) return failed(`${call.name}: can't stat '${from}': No such file or directory`);
  const target = here.list(path(to)) ? `${path(to)}/${from.slice(from.lastIndexOf('/') + 1)}` : path(to);
  const problem = here.write(target, text, false) ?? (isMoved ? here.remove(path(from)) : undefined);
  return problem === undefined ? { code: 0 } : failed(`${call.name}: can't create '${to}': ${problem}`);
}

/** `cp` of one file. */
export const cp: Tool = (call) => copy(call, false);
/** `mv` of one file. */
export const mv: Tool = (call) => copy(call, true);

/** The tool `tee`. */
export const tee: Tool = (call) => {
  const { flags, names } = optionsOf(call.args);
  const text = call.stdin ?? '';
  const { err = '', code = 0 } = each(call, names, (name) => call.here.write(call.path(name), text, flags.has('a')));
  return { out: text, err, code };
};
