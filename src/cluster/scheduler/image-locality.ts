import type { Node } from '../../objects/index.ts';
import { say } from '../log.ts';
import type { Plugin } from './plugin.ts';

const megabyte = 2 ** 20;
const leastBytes = 23 * megabyte;
const mostBytes = 1000 * megabyte;

/**
 * A node that has large images of the pod already is better (plugins/imagelocality/image_locality.go). Only images whose
 * size the node reports count, and each as much as it is spread over the nodes looked at.
 */
export const imageLocality: Plugin = {
  name: 'ImageLocality',
  score: {
    weight: 1,
    of: ({ pod }, nodes) => {
      const { containers, initContainers = [] } = pod.spec;
      const images = [...containers, ...initContainers].map(({ image }) => image);
      const sizes = images.map((image) => nodes.map((node) => sizeOf(node, image)));
      if (!sizes.some((ofImage) => ofImage.some((bytes) => bytes > 0))) return undefined;
      const spread = sizes.map((ofImage) => ofImage.filter((bytes) => bytes > 0).length / nodes.length);
      return nodes.map((_, place) =>
        scoreOf(
          sizes.reduce((sum, ofImage, image) => sum + Math.floor((ofImage[place] ?? 0) * (spread[image] ?? 0)), 0),
          images.length,
        ),
      );
    },
    because: (it) => say('of {count} nodes that can take it, {node} has its image already', it),
  },
};

function sizeOf({ status }: Node, image: string): number {
  return status?.images?.find(({ names }) => names.includes(image))?.sizeBytes ?? 0;
}

function scoreOf(bytes: number, containers: number): number {
  const most = mostBytes * containers;
  return Math.floor((100 * (Math.min(Math.max(bytes, leastBytes), most) - leastBytes)) / (most - leastBytes));
}
