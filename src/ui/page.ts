import { mount } from 'svelte';
import App from './App.svelte';

/** Shows the page in this element. */
export function startPage(target: HTMLElement): void {
  mount(App, { target });
}
