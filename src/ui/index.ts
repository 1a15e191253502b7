export { startPage } from './page.ts';
