import type { Page } from '@playwright/test';

/** How many pixels the page is wider than the window. */
export function wideness(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth));
}

/** Headings, buttons, tabs and words of the stage that can be seen only in part, and cannot be scrolled to. */
export function cutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const said =
      'h1, h2, h3, button, select, legend, label, [role="tab"], a.button, .eyebrow, [role="status"], svg text';
    const slack = 1.5;

    const isSeen = (element: Element): boolean => {
      const { width, height } = element.getBoundingClientRect();
      const isOffered = element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
      return isOffered && width > 1 && height > 1 && !element.closest('.unseen, .skip, .xterm, .cm-editor');
    };

    /** The text does not fit into its own box. */
    const overflows = (element: Element): boolean =>
      getComputedStyle(element).overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;

    /** A box around it hides a part of it; what can be scrolled hides nothing. */
    const isClipped = (element: Element): boolean => {
      const box = element.getBoundingClientRect();
      let [looksX, looksY] = [true, true];
      for (let around = element.parentElement; around; around = around.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(around);
        const edge =
          around === document.body ? new DOMRect(0, 0, innerWidth, Infinity) : around.getBoundingClientRect();
        looksX &&= !/auto|scroll/.test(overflowX);
        looksY &&= !/auto|scroll/.test(overflowY);
        const hidesX = overflowX !== 'visible' || around === document.body;
        if (looksX && hidesX && (box.left < edge.left - slack || box.right > edge.right + slack)) return true;
        if (looksY && overflowY !== 'visible' && (box.top < edge.top - slack || box.bottom > edge.bottom + slack))
          return true;
      }
      return false;
    };

    const elements = [...document.querySelectorAll(said)].filter(isSeen);
    const cut = elements.filter((element) => overflows(element) || isClipped(element));
    return cut.map(
      (element) => `${element.tagName.toLowerCase()} “${(element.textContent ?? '').trim().slice(0, 60)}”`,
    );
  });
}
