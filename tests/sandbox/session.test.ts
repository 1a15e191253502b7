import { expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { openSandbox } from '../../src/sandbox/index.ts';

const manifest = `apiVersion: v1
kind: Pod
metadata: {name: box}
spec: {containers: [{name: box, image: "busybox:1.28", command: [sleep, infinity]}]}
`;

function open(): Sandbox {
  return openSandbox({ format: 1, start: { manifests: [manifest] }, seed: 1, acts: [] });
}

function printed({ transcript }: Sandbox, from = 0): string {
  return transcript
    .slice(from)
    .flatMap(({ stream, text }) => (stream === 'out' || stream === 'err' ? text : []))
    .join('');
}

test('lines go to the shell in the container until it ends; a recording of them plays the same', () => {
  const sandbox = open();
  expect(sandbox.prompt).toBe('$ ');
  sandbox.act({ line: 'kubectl exec -it box -- sh' });
  expect(sandbox.prompt).toBe('/ # ');
  expect(sandbox.act({ line: 'hostname' }).out).toBe('box\n');
  sandbox.act({ line: 'for i in 1 2; do' });
  expect(sandbox.prompt).toBe('> ');
  sandbox.act({ line: 'echo $i; sleep 2; done' });
  expect(sandbox.prompt).toBeUndefined();
  sandbox.seek(sandbox.now + 10_000);
  expect(printed(sandbox)).toBe('box\n1\n2\n');
  sandbox.act({ line: 'exit 7' });
  expect([sandbox.prompt, sandbox.transcript.at(-1)]).toMatchObject(['$ ', { stream: 'end', code: 7 }]);
  const again = openSandbox(sandbox.recording);
  expect(again.transcript).toEqual(sandbox.transcript);
  expect(JSON.stringify(again.cluster.state)).toBe(JSON.stringify(sandbox.cluster.state));
});

test('^C ends what runs in the shell, and the shell asks for the next line; ^D ends the shell', () => {
  const sandbox = open();
  sandbox.act({ line: 'kubectl exec -it box -- sh' });
  sandbox.act({ line: 'while true; do date; sleep 1; done' });
  sandbox.seek(sandbox.now + 2500);
  sandbox.act({ line: '^C' });
  expect(sandbox.prompt).toBe('/ # ');
  expect(sandbox.act({ line: 'echo $?' }).out).toBe('130\n');
  sandbox.act({ line: '^D' });
  expect(sandbox.prompt).toBe('$ ');
});

test('^C ends a command without a shell, and with it what runs in the container', () => {
  const sandbox = open();
  sandbox.act({ line: 'kubectl exec box -- sleep 100' });
  sandbox.act({ line: '^C' });
  expect(sandbox.prompt).toBe('$ ');
  expect(Object.values(sandbox.cluster.state.commands).map(({ code }) => code)).toEqual([130]);
});

test('a proxy listens until it is interrupted, and curl finds nobody afterwards', () => {
  const sandbox = open();
  const get = (): string => {
    const from = sandbox.transcript.length;
    sandbox.act({ line: "curl -s -o /dev/null -w '%{http_code}' localhost:8001/api/v1/namespaces/default/pods" });
    sandbox.seek(sandbox.now + 1000);
    return printed(sandbox, from);
  };
  sandbox.act({ line: 'kubectl proxy &' });
  expect(get()).toBe('200');
  expect(sandbox.act({ line: 'kubectl proxy' }).err).toBe(
    'error: listen tcp 127.0.0.1:8001: bind: address already in use\n',
  );
  const alone = open();
  alone.act({ line: 'kubectl proxy' });
  alone.act({ line: '^C' });
  expect(alone.act({ line: 'curl localhost:8001/' }).err).toBe(
    "curl: (7) Failed to connect to localhost port 8001 after 0 ms: Couldn't connect to server\n",
  );
});

test('a body of 10 MB is refused with the limit that it breaks', () => {
  const sandbox = open();
  sandbox.act({ line: 'kubectl proxy &' });
  const line = 'curl -d @big localhost:8001/api/v1/namespaces/default/pods/box/proxy/';
  sandbox.act({ line, files: { big: 'x'.repeat(10_000_000) } });
  sandbox.seek(sandbox.now + 5000);
  expect(printed(sandbox)).toContain('(limits.body)');
  expect(JSON.stringify(sandbox.recording).length).toBeLessThan(1000);
});

test('of two ports that lead to the same one of a pod only the one that is used says so', () => {
  const web = manifest.replaceAll('box', 'web').replace(/image.*infinity\]/, 'image: some/web');
  const sandbox = openSandbox({ format: 1, start: { manifests: [web] }, seed: 1, acts: [] });
  sandbox.act({ line: 'kubectl port-forward web 8080:80 &' });
  sandbox.act({ line: 'kubectl port-forward web 9090:80 &' });
  const before = sandbox.transcript.length;
  sandbox.act({ line: 'curl localhost:9090' });
  sandbox.seek(sandbox.now + 5000);
  expect(printed(sandbox, before)).toBe('Handling connection for 9090\nweb\n');
});
