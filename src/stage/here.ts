import type { Bands } from './bands.ts';
import type { Grid } from './grid.ts';
import type { Scene } from './scene.ts';

/** A scene on its grid. */
export interface Here {
  readonly scene: Scene;
  readonly grid: Grid;
  readonly bands: Bands;
  /** Do columns show only what their group's header does not say? */
  readonly short: boolean;
}
