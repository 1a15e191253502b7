import { fetchVerbs } from '../kubectl.ts';
import { fetchNetwork } from '../network/late.svelte.ts';

/** The first picture comes first; this much later there is time for what has not been asked for yet. */
const afterMs = 1500;

/** Fetches what the page will need sooner or later, so that it is there without a network, too. Answers how to call it off. */
export function fetchTheRest(): () => void {
  const timer = setTimeout(() => {
    if (!navigator.onLine) return;
    const parts = [
      fetchVerbs(),
      fetchNetwork(),
      import('./Help.svelte'),
      import('./SharePopover.svelte'),
      import('../inspect/Inspector.svelte'),
      import('../inspect/EventList.svelte'),
      import('../narrator/Narrator.svelte'),
      import('../network/DnsPanel.svelte'),
      import('../offers/ObjectMenu.svelte'),
      import('../offers/FaultPalette.svelte'),
      import('../offers/BrokenNow.svelte'),
      import('../offers/RowHead.svelte'),
    ];
    // What does not come now is fetched again when it is asked for.
    void Promise.allSettled(parts);
  }, afterMs);
  return () => clearTimeout(timer);
}
