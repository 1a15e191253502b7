/** What redis says of itself: INFO, section by section, and ROLE. */
import type { RedisAnswer } from './redis-answers.ts';
import { texts } from './redis-answers.ts';
import type { Redis } from './redis-memory.ts';

/** THE TABLE of sections. Left out: most lines, and all that would be a figure of a real machine. */
const sections: Readonly<Record<string, (redis: Redis) => readonly string[]>> = {
  Server: ({ process, memory }) => [
    'redis_version:7.4.1',
    'redis_mode:standalone',
    'os:Linux x86_64',
    `process_id:${process.pid}`,
    `run_id:${memory.history}`,
    `tcp_port:${memory.config['port'] ?? '6379'}`,
  ],
  Clients: () => ['connected_clients:1'],
  Persistence: ({ memory }) => ['loading:0', `aof_enabled:${memory.config['appendonly'] === 'yes' ? 1 : 0}`],
  Replication: replication,
  Keyspace: ({ keys }) => {
    const count = Object.keys(keys).length;
    return count === 0 ? [] : [`db0:keys=${count},expires=0,avg_ttl=0`];
  },
};

/** The section of this name, or all of them. */
export function info(redis: Redis, section = 'all'): string {
  const isAll = /^(all|default|everything)$/i.test(section);
  const names = Object.keys(sections).filter((name) => isAll || name.toLowerCase() === section.toLowerCase());
  return names.map((name) => `# ${name}\n${(sections[name]?.(redis) ?? []).join('\n')}\n`).join('\n');
}

const noHistory = '0'.repeat(40);

function replication({ memory }: Redis): readonly string[] {
  const { history, offset, backlog } = memory;
  const copiers = memory.copiers.filter(({ isLost }) => !isLost);
  return [
    ...(memory.primary ? copying(memory) : ['role:master']),
    `connected_slaves:${copiers.length}`,
    ...copiers.map(
      (copier, place) =>
        `slave${place}:ip=${copier.address},port=${copier.port},state=online,offset=${copier.offset},lag=0`,
    ),
    'master_failover_state:no-failover',
    `master_replid:${history}`,
    `master_replid2:${noHistory}`,
    `master_repl_offset:${offset}`,
    'second_repl_offset:-1',
    `repl_backlog_active:${backlog ? 1 : 0}`,
    'repl_backlog_size:1048576',
    `repl_backlog_first_byte_offset:${backlog ? 1 : 0}`,
    `repl_backlog_histlen:${backlog ? offset : 0}`,
  ];
}

function copying({ primary, link, offset, config }: Redis['memory']): readonly string[] {
  const isUp = link === 'up';
  return [
    'role:slave',
    `master_host:${primary?.host}`,
    `master_port:${primary?.port}`,
    `master_link_status:${isUp ? 'up' : 'down'}`,
    `master_last_io_seconds_ago:${isUp ? 0 : -1}`,
    'master_sync_in_progress:0',
    `slave_read_repl_offset:${offset}`,
    `slave_repl_offset:${offset}`,
    'slave_priority:100',
    `slave_read_only:${config['replica-read-only'] === 'no' ? 0 : 1}`,
    'replica_announced:1',
  ];
}

/** ROLE: whose copy it is, or who copies from it. */
export function role({ memory }: Redis): RedisAnswer {
  const { primary, offset, link } = memory;
  const copiers = memory.copiers.filter(({ isLost }) => !isLost);
  if (!primary) {
    const list = copiers.map((copier) => texts([copier.address, String(copier.port), String(copier.offset)]));
    return { list: [{ text: 'master' }, { number: offset }, { list }] };
  }
  const state = link === 'up' ? 'connected' : 'connect';
  return {
    list: [
      { text: 'slave' },
      { text: primary.host },
      { number: primary.port },
      { text: state },
      { number: link === 'up' ? offset : -1 },
    ],
  };
}
