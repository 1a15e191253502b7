/**
 * luksa/kubia-pet-peers: keeps what is posted to it, and gathers what all of its peers keep, whom it finds by the SRV records of its Service.
 * Models the image's app.js. Its own port is 8080, whatever the records say. Left out: that the answers come in any order.
 */
import type { Ask, Told } from '../network/message.ts';
import { dataOf, serveKubiaPet } from './kubia-pet.ts';
import { noAnswer, targetsOf } from './peers.ts';
import type { Asks, Process, ReadFile } from './program.ts';
import type { Reply, Request } from './request.ts';

const port = 8080;
// What the image has built in, for a pod that has no Service of its own.
const builtIn = 'kubia.default.svc.cluster.local';

/** What the program of the image answers. */
export function servePeers(
  request: Request,
  process: Process,
  read: ReadFile,
  [names, ...answers]: readonly Told[],
): Reply | Asks {
  const { method, path } = request;
  if (method === 'POST') return serveKubiaPet(request, process, read);
  if (path === '/data') return { status: 200, body: dataOf(read) };
  const service = process.env['SERVICE_NAME'] ?? process.domain ?? builtIn;
  if (!names) return { asks: [{ kind: 'name', name: service, type: 'SRV', isSearched: false }] };
  const head = `You've hit ${process.host}\nData stored in the cluster:\n`;
  const peers = targetsOf(names);
  if (typeof peers === 'string') {
    return { status: 200, body: `${head}Could not look up DNS SRV records: Error: querySrv ${peers} ${service}` };
  }
  if (peers.length === 0) return { status: 200, body: `${head}No peers discovered.` };
  if (answers.length < peers.length) return { asks: peers.map(askData) };
  const lines = peers.map((peer, place) => `- ${peer}: ${bodyOf(answers[place])}\n`);
  return { status: 200, body: head + lines.join('') };
}

function askData(host: string): Ask {
  return { kind: 'request', host, port, request: { method: 'GET', path: '/data' }, limitMs: 5000 };
}

function bodyOf(told: Told | undefined): string {
  return told?.kind === 'reply' ? told.reply.body : `(${noAnswer(told)})`;
}
