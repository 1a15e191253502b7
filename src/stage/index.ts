import './stage.css';

export type { Column, Group } from './columns.ts';
export { draw, layersOf } from './draw.ts';
export { layoutOf } from './layout.ts';
export type { Layout } from './places.ts';
export type { Look, PodSeen } from './pods.ts';
export type { RevisionSeen } from './revisions.ts';
export type { Row } from './rows.ts';
export type { Scene } from './scene.ts';
export { sceneOf } from './scene.ts';
export type { Layer, Mark, Shape } from './shape.ts';
export type { LegendEntry, StageWords } from './words.ts';
