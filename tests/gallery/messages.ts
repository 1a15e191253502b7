import type { Exchange, Message } from '../../src/sandbox/index.ts';
import { group, loosePods, now, pod, rows, scene, workload } from './making.ts';
import type { Sample } from './making.ts';

const service = 'Service/default/kubia-public';
const dns = 'dns';
const full = 'kubia-1.kubia.default.svc.cluster.local';
const get = { method: 'GET', path: '/' };

/** Pods as `kubia-0`, claims as `claim kubia-0`; other places by their own names. */
function place(name: string): string {
  if (name.startsWith('claim ')) return `PersistentVolumeClaim/default/data-${name.slice(6)}`;
  return /^(kubia|client)/.test(name) && name !== 'kubia-public' ? `Pod/default/${name}` : name;
}

/** Legs one after the other, written `from > to kind carries`; the last is half-way, unless all are over. */
function legs(lines: readonly string[], over = false): readonly Message[] {
  const begun = now - lines.length * 100 + (over ? 0 : 50);
  return lines.map((line, index) => {
    const [, from = '', to = '', kind = '', carries = '', lost] =
      /^(.+?) > (.+?) : (\w+) (.*?)( LOST)?$/.exec(line) ?? [];
    const sentAt = begun + index * 100;
    return {
      from: place(from),
      to: place(to),
      kind: kind as Message['kind'],
      sentAt,
      arrivesAt: sentAt + 100,
      carries,
      ...(lost && { isLost: true as const }),
    };
  });
}

function exchange(from: string, ask: Exchange['ask'], way: readonly Message[], told?: Exchange['told']): Exchange {
  const begunAt = way[0]?.sentAt ?? now;
  return { from: place(from), asker: '', ask, begunAt, legs: way, ...(told && { told }) };
}

const question: Exchange['ask'] = { kind: 'name', name: 'kubia-1.kubia', type: 'A', isSearched: true };
const request: Exchange['ask'] = { kind: 'request', host: 'kubia-public', port: 80, request: get };

const doors = [{ key: service, name: 'kubia-public' }];
const client = workload('', '', [pod('client', 'ready', '3')]);

function stage(columns: string): Sample['scene'] {
  return scene([group(columns)], { doors, loose: [client] });
}

const three = '0@1 ready, 1@2 ready, 2@3 ready';

/** What travels, half-way and just over. */
export const messages: readonly Sample[] = [
  {
    name: 'a question on its way to DNS',
    scene: stage(three),
    exchanges: { 1: exchange('client', question, legs([`client > ${dns} : query A? ${full}`])) },
  },
  {
    name: 'a request through a Service, on to the pod',
    scene: stage(three),
    exchanges: {
      1: exchange(
        'client',
        request,
        legs([
          `client > ${dns} : query A? kubia-public.default.svc.cluster.local`,
          `${dns} > client : answer A 10.96.14.2`,
          `client > ${service} : request GET / HTTP/1.1`,
          `${service} > kubia-2 : request GET / HTTP/1.1`,
        ]),
      ),
    },
  },
  {
    name: 'what is posted is written on the claim',
    scene: stage(three),
    exchanges: {
      1: exchange(
        'you',
        { ...request, request: { method: 'POST', path: '/', body: 'hello' } },
        legs([
          'you > apiserver : request POST / HTTP/1.1',
          'apiserver > kubia-0 : request POST / HTTP/1.1',
          'kubia-0 > claim kubia-0 : write /var/data/kubia.txt',
        ]),
      ),
    },
  },
  {
    name: 'several messages at once, and replies',
    scene: scene([group(three)], { doors, loose: [workload('Deployment', 'web', loosePods(3, 3))] }),
    exchanges: Object.fromEntries(
      [0, 1, 2, 3].map((at) => [
        at + 1,
        exchange(
          at === 3 ? 'you' : `kubia-${at}`,
          question,
          legs([
            at === 3 ? 'you > apiserver : request GET /api' : `kubia-${at} > kubia-${(at + 1) % 3} : request GET /data`,
            at === 3
              ? 'apiserver > you : reply HTTP/1.1 200'
              : `kubia-${(at + 1) % 3} > kubia-${at} : ${at === 1 ? 'refusal RST' : 'reply HTTP/1.1 200'}`,
          ]),
        ),
      ]),
    ),
  },
  {
    name: 'lost on the way to a machine that is cut off',
    scene: scene([group('0@1 ready, 1@2 ready, 2@3 ready')], {
      doors,
      loose: [client],
      rows: rows(3, { 'node-2': { ready: false, heard: false, faults: ['network'] } }),
    }),
    exchanges: {
      1: exchange(
        'client',
        { ...request, host: 'kubia-1.kubia' },
        legs(
          [
            `client > ${dns} : query A? ${full}`,
            `${dns} > client : answer A 10.244.2.16`,
            'client > kubia-1 : request GET / HTTP/1.1 LOST',
          ],
          true,
        ),
      ),
    },
  },
  {
    name: 'an answer that has just come',
    scene: stage('0@1 ready, 1@2 running, 2@3 ready'),
    exchanges: {
      1: exchange(
        'client',
        question,
        legs([`client > ${dns} : query A? ${full}`, `${dns} > client : answer NXDOMAIN`], true),
        {
          kind: 'names',
          tries: [{ name: full, answer: { status: 'NXDOMAIN', answer: [], authority: [], additional: [] } }],
          tookMs: 200,
        },
      ),
    },
  },
];
