import { kindOf } from '../../objects/index.ts';
import { numberOf } from '../flags.ts';
import { createFlags, createNew, nameIn } from './create-new.ts';
import type { Request, Verb } from './verb.ts';
import { fail } from './verb.ts';

const image = { takes: 'list', says: 'the image of a container (required)' } as const;
const noImage = 'required flag(s) "image" not set';

/** Makes a Deployment of images. Models kubectl pkg/cmd/create/create_deployment.go. */
export const createDeployment: Verb = {
  usage: 'create deployment NAME --image=image',
  does: 'Create a deployment with the specified name',
  flags: {
    ...createFlags,
    image,
    replicas: { takes: 'number', short: 'r', says: 'how many pods' },
    port: { takes: 'number', says: 'the port that the container opens' },
  },
  run(request, paper) {
    const name = nameIn(paper, request.args);
    if (name === undefined) return;
    if (!request.given['image']) return fail(paper, noImage);
    const labels = { app: name };
    const { apiVersion, kind } = kindOf('Deployment');
    createNew(request, paper, {
      apiVersion,
      kind,
      metadata: { labels, name },
      spec: {
        replicas: numberOf(request.given, 'replicas') ?? 1,
        selector: { matchLabels: labels },
        strategy: {},
        template: { metadata: { labels }, spec: { containers: containersOf(request) } },
      },
      status: {},
    });
  },
};

/** A container takes the name of its image. */
function containersOf({ given }: Request): readonly object[] {
  const port = numberOf(given, 'port');
  return (given['image'] ?? []).map((image, place) => ({
    image,
    name: (image.split('/').at(-1) ?? '').replace(/[:@].*$/, ''),
    ...(port !== undefined && place === 0 && { ports: [{ containerPort: port }] }),
    resources: {},
  }));
}

/** Makes a Job of one image. Models kubectl pkg/cmd/create/create_job.go. Left out: jobs from CronJobs. */
export const createJob: Verb = {
  usage: 'create job NAME --image=image [-- COMMAND] [args...]',
  does: 'Create a job with the specified name',
  flags: { ...createFlags, image },
  run(request, paper) {
    const [name, ...command] = request.args;
    if (name === undefined) return fail(paper, 'exactly one NAME is required, got 0');
    const [from] = request.given['image'] ?? [];
    if (from === undefined) return fail(paper, 'either --image or --from must be specified');
    const container = { ...(command.length > 0 && { command }), image: from, name, resources: {} };
    const { apiVersion, kind } = kindOf('Job');
    createNew(request, paper, {
      apiVersion,
      kind,
      metadata: { name },
      spec: { template: { metadata: {}, spec: { containers: [container], restartPolicy: 'Never' } } },
      status: {},
    });
  },
};
