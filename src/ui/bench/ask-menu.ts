import type { ObjectKey } from '../../sandbox/index.ts';

/** An object whose menu is asked for, where, and the element that gets the focus back. */
export interface MenuAsked {
  readonly key: ObjectKey;
  readonly x: number;
  readonly y: number;
  readonly from: HTMLElement | SVGElement;
}

/** The kinds of objects that have a menu. */
export const withMenu = /^(Pod|Node|PersistentVolume|PersistentVolumeClaim)\//;

/** A finger that rests this long, and moves no further than that, asks for the menu. */
const pressMs = 500;
const restPx = 10;

/** Listens on the stage for a right click, a long press, the menu key and Shift+F10 on a mark. */
export function asksForMenu(onMenu: (asked: MenuAsked) => void): (room: HTMLElement) => () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let start = { x: 0, y: 0 };

  function ask(event: Event, at?: { readonly x: number; readonly y: number }): boolean {
    const mark = event.target instanceof Element ? event.target.closest<SVGElement>('.mark') : undefined;
    const key = mark?.dataset['key'];
    if (!mark || !key || !withMenu.test(key)) return false;
    const box = mark.getBoundingClientRect();
    const beside = { x: box.x + Math.min(box.width, 100) / 2, y: box.y + Math.min(box.height, 100) / 2 };
    onMenu({ key, from: mark, ...(at ?? beside) });
    return true;
  }

  const lift = (): void => clearTimeout(timer);
  const listeners: { readonly [Type in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Type]) => void } = {
    contextmenu(event) {
      // The menu key brings one too, without a place worth speaking of.
      const isAtPlace = event.clientX > 0 && event.clientY > 0 && event.pointerType !== '';
      if (ask(event, isAtPlace ? { x: event.clientX, y: event.clientY } : undefined)) event.preventDefault();
    },
    keydown(event) {
      if (event.key !== 'ContextMenu' && !(event.key === 'F10' && event.shiftKey)) return;
      if (ask(event)) event.preventDefault();
    },
    pointerdown(event) {
      lift();
      if (event.pointerType !== 'touch') return;
      start = { x: event.clientX, y: event.clientY };
      timer = setTimeout(() => ask(event, start), pressMs);
    },
    pointermove({ clientX, clientY }) {
      if (Math.hypot(clientX - start.x, clientY - start.y) > restPx) lift();
    },
    pointerup: lift,
    pointercancel: lift,
  };

  return (room) => {
    for (const [type, listener] of Object.entries(listeners)) room.addEventListener(type, listener as EventListener);
    return () => {
      lift();
      for (const [type, listener] of Object.entries(listeners))
        room.removeEventListener(type, listener as EventListener);
    };
  };
}
