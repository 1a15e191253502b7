import { equal } from '../../cluster/index.ts';
import type { ApiObject, Container } from '../../objects/index.ts';
import { isApiError } from '../../objects/index.ts';
import { dividePairs, readPair } from '../pairs.ts';
import { nameOf } from '../object-name.ts';
import { podSpecOf, withPodSpec } from '../templates.ts';
import { choiceFlags, chosenObjects } from './chosen.ts';
import { dryRunFlags, rehearse } from './dry-run.ts';
import type { Paper, Request, Verb } from './verb.ts';
import { complain, fail, outputFlags, report, write } from './verb.ts';

/** Gives containers other images; `*` stands for all of them. Models kubectl pkg/cmd/set/set_image.go. */
export const setImage: Verb = {
  usage:
    'set image (-f FILENAME | TYPE NAME) CONTAINER_NAME_1=CONTAINER_IMAGE_1 ... CONTAINER_NAME_N=CONTAINER_IMAGE_N',
  does: 'Update existing container image(s) of resources',
  flags: { ...choiceFlags, ...dryRunFlags, ...outputFlags, record: { takes: 'switch' } },
  run(request, paper) {
    const divided = dividePairs(request.args, 'image');
    if ('problem' in divided) return fail(paper, divided.problem);
    const { resources, pairs } = divided;
    if (resources.length === 0 && !request.given['filename']) return fail(paper, noResources);
    const chosen = chosenObjects(request, paper, 'set image', { args: resources });
    if (!chosen) return;
    paper.failures.push(...chosen.failures);
    if (chosen.failures.length > 0) return;
    const images = new Map(pairs.map(readPair));
    if (images.size === 0) return fail(paper, 'at least one image update is required');
    if (images.size > 1 && images.has('*')) return fail(paper, allGiven);
    const rehearsal = rehearse(request);
    for (const object of chosen.objects) changeOne(rehearsal.request, paper, object, images, rehearsal.suffix);
  },
};

const noResources = 'one or more resources must be specified as <resource> <name> or <resource>/<name>';
const allGiven =
  'all containers are already specified by *, but saw more than one container_name=container_image pairs';

type Images = ReadonlyMap<string, string>;

function changeOne(request: Request, paper: Paper, object: ApiObject, images: Images, suffix: string): void {
  const spec = podSpecOf(object);
  if (!spec) {
    const why = `the object is not a pod or does not have a pod template: *v1.${object.kind}`;
    return complain(paper, `error: ${nameOf(object)} ${why}`);
  }
  const { containers, initContainers } = spec;
  const names = new Set([...containers, ...(initContainers ?? [])].map(({ name }) => name));
  for (const name of images.keys()) {
    if (name !== '*' && !names.has(name)) complain(paper, `error: unable to find container named "${name}"`);
  }
  const init = initContainers ? { initContainers: withImages(initContainers, images) } : {};
  const next = withPodSpec(object, { ...spec, containers: withImages(containers, images), ...init });
  if (equal(next, object)) return;
  const answer = write(request, paper, { verb: 'update', object: next });
  if (isApiError(answer)) return complain(paper, `failed to patch image update to pod template: ${answer.message}`);
  report(request, paper, answer, `image updated${suffix}`);
}

function withImages(containers: readonly Container[], images: Images): readonly Container[] {
  return containers.map((container) => {
    const image = images.get('*') ?? images.get(container.name);
    return image === undefined ? container : { ...container, image };
  });
}
