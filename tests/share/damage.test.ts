import { expect, test } from 'vitest';
import { openSandbox } from '../../src/sandbox/index.ts';
import { linkOf, readLink } from '../../src/share/index.ts';

test('a link in which any one letter was changed is refused', () => {
  const sandbox = openSandbox({ format: 1, start: { lesson: 'in-order' }, seed: 42, acts: [] });
  sandbox.act({ line: 'kubectl get pods' });
  const link = linkOf(sandbox.recording, sandbox.now);
  expect(readLink(link)).toEqual({ recording: sandbox.recording, at: sandbox.now });
  // The last letter may hold bits that belong to no byte.
  for (let place = '#1.'.length; place < link.length - 1; place++) {
    const changed = link.slice(0, place) + (link[place] === 'A' ? 'B' : 'A') + link.slice(place + 1);
    expect(readLink(changed), `letter ${place}`).toHaveProperty('problem');
  }
});
