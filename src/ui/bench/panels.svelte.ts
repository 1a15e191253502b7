import { recall, remember } from '../memory.ts';

/** The panels whose size is the learner's: widths of left and right, heights of time bar and terminal. */
export type PanelName = 'left' | 'right' | 'time' | 'terminal';

/** How large a panel is in pixels, and whether it is folded away. */
export interface Panel {
  readonly size: number;
  readonly folded: boolean;
}

/** The least and the most pixels that a panel may take. */
export const panelRange: Readonly<Record<PanelName, readonly [number, number]>> = {
  left: [220, 560],
  right: [280, 760],
  time: [96, 420],
  terminal: [96, 620],
};

const usual: Readonly<Record<PanelName, Panel>> = {
  left: { size: 330, folded: false },
  right: { size: 430, folded: false },
  time: { size: Math.round(Math.min(188, Math.max(140, innerHeight * 0.21))), folded: false },
  terminal: { size: 248, folded: false },
};

let panels = $state.raw<Readonly<Record<PanelName, Panel>>>({ ...usual, ...kept() });

function kept(): Partial<Record<PanelName, Panel>> {
  try {
    const read = JSON.parse(recall('panels') ?? '{}') as Partial<Record<PanelName, Panel>>;
    const sound = Object.entries(read).filter(([name, panel]) => name in usual && Number.isFinite(panel.size));
    return Object.fromEntries(sound);
  } catch {
    return {};
  }
}

function set(name: PanelName, panel: Panel): void {
  panels = { ...panels, [name]: panel };
  remember('panels', JSON.stringify(panels));
}

/** The panel as it stands. */
export function panel(name: PanelName): Panel {
  return panels[name];
}

/** Gives a panel a size within its range, and unfolds it. */
export function resize(name: PanelName, size: number): void {
  const [least, most] = panelRange[name];
  set(name, { size: Math.round(Math.min(most, Math.max(least, size))), folded: false });
}

/** Folds a panel away, or unfolds it. */
export function fold(name: PanelName): void {
  set(name, { ...panels[name], folded: !panels[name].folded });
}

/** Gives a panel its usual size back. */
export function restore(name: PanelName): void {
  set(name, usual[name]);
}
