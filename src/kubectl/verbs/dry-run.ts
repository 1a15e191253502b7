import { openCluster } from '../../cluster/index.ts';
import type { ClusterState } from '../../cluster/index.ts';
import type { Flags } from '../flags.ts';
import { textOf } from '../flags.ts';
import type { Request } from './verb.ts';

/** The flag for trying without doing. */
export const dryRunFlags: Flags = {
  'dry-run': { takes: 'optional', alone: 'client', says: 'client or server: only say what would be done' },
};

/** The request on a copy of the cluster when it is a dry run; the suffix then says so. */
export function rehearse(request: Request): {
  readonly request: Request;
  readonly suffix: string;
} {
  const mode = textOf(request.given, 'dry-run');
  if (mode !== 'client' && mode !== 'server') return { request, suffix: '' };
  const state = JSON.parse(JSON.stringify(request.cluster.state)) as ClusterState;
  const suffix = mode === 'client' ? ' (dry run)' : ' (server dry run)';
  return { request: { ...request, cluster: openCluster(state), isDry: true }, suffix };
}
