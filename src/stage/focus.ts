import type { ObjectKey } from '../objects/index.ts';

type Arrow = 'left' | 'right' | 'up' | 'down';
type Direction = Arrow | 'first' | 'last';

const directions: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
  End: 'last',
};

/** The stage is one stop of the Tab key: the mark that had the focus last, else the picked one, else the first. */
export function oneTabStop(svg: SVGSVGElement, picked: ObjectKey | undefined): void {
  if (svg.querySelector('.mark[tabindex="0"]')) return;
  const marks = marksOf(svg);
  (marks.find((mark) => mark.dataset['key'] === picked) ?? marks[0])?.setAttribute('tabindex', '0');
}

/** Moves the focus to the nearest mark in a direction; false when there is none. */
function moveFocus(svg: SVGSVGElement, direction: Direction): boolean {
  const marks = marksOf(svg);
  const from = marks.find((mark) => mark.getAttribute('tabindex') === '0');
  const to = direction === 'first' ? marks[0] : direction === 'last' ? marks.at(-1) : nearest(marks, from, direction);
  if (!to) return false;
  moveTabStop(svg, to);
  to.focus();
  return true;
}

function moveTabStop(svg: SVGSVGElement, to: SVGGElement): void {
  svg.querySelector('.mark[tabindex="0"]')?.setAttribute('tabindex', '-1');
  to.setAttribute('tabindex', '0');
}

/** Whom to tell that a mark is picked, or that a workload is to be folded or unfolded. */
export interface Listeners {
  readonly onPick?: ((key: ObjectKey, mark: Element) => void) | undefined;
  readonly onFold?: ((uid: string) => void) | undefined;
}

/** Answers to mouse and keyboard: a click, Enter and the space bar pick, arrows move. */
export function listen(svg: SVGSVGElement, { onPick, onFold }: Listeners): void {
  const pick = (target: EventTarget | null): boolean => {
    const mark = target instanceof Element ? target.closest<SVGGElement>('.mark') : undefined;
    const { key, fold } = mark?.dataset ?? {};
    if (!mark || !(key ?? fold)) return false;
    moveTabStop(svg, mark);
    if (fold) onFold?.(fold);
    else if (key) onPick?.(key, mark);
    return true;
  };
  svg.onclick = ({ target }) => void pick(target);
  svg.onkeydown = (press) => {
    const direction = directions[press.key];
    const picks = press.key === 'Enter' || press.key === ' ';
    if (press.ctrlKey || press.metaKey || press.altKey) return;
    if (direction ? moveFocus(svg, direction) : picks && pick(press.target)) press.preventDefault();
  };
}

function marksOf(svg: SVGSVGElement): readonly SVGGElement[] {
  return [...svg.querySelectorAll<SVGGElement>('.mark')];
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function nearest(
  marks: readonly SVGGElement[],
  from: SVGGElement | undefined,
  direction: Arrow,
): SVGGElement | undefined {
  if (!from) return marks[0];
  const here = middleOf(from);
  const ways = marks
    .filter((mark) => mark !== from)
    .map((mark) => ({ mark, far: distance(here, middleOf(mark), direction) }));
  return ways.reduce((best, way) => (way.far < best.far ? way : best), { mark: from, far: Infinity }).mark;
}

/** How far a mark is in a direction; what lies aside counts double, what lies behind not at all. */
function distance(from: Point, to: Point, direction: Arrow): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const ways = { left: [-dx, dy], right: [dx, dy], up: [-dy, dx], down: [dy, dx] } as const;
  const [ahead, aside] = ways[direction];
  return ahead <= 2 ? Infinity : ahead + 2 * Math.abs(aside);
}

function middleOf(mark: SVGGElement): Point {
  const { x, y, width, height } = mark.getBoundingClientRect();
  // A row is as wide as the stage; it is where its name is.
  return { x: x + Math.min(width, 112) / 2, y: y + height / 2 };
}
