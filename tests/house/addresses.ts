import type { Rule } from './source.ts';

/** Paths that exist on one machine only; `/root/x` is written so in manifests and is none. */
const machinePaths = /(\/home\/\w+\/|\/Users\/\w+\/|\/work\/\w+|C:\\\\?Users\\)/;

/** Addresses of package registries and mirrors; npm finds its own. */
const registries = /(https?:\/\/[\w.-]*(registry|mirror|artifactory|nexus)[\w.-]*|"resolved": "https?:)/;

/** Recorded elsewhere, word for word. */
const recorded = /^tests\/(golden|inputs)\//;

const noAddresses: Rule = {
  title: 'no path of one machine and no registry is written down',
  check: (sources) =>
    sources
      .filter(({ path }) => !recorded.test(path))
      .flatMap(({ path, text }) =>
        text.split('\n').flatMap((line, number) => {
          const found = machinePaths.exec(line) ?? registries.exec(line);
          return found ? [`${path}:${number + 1} ${found[0]}`] : [];
        }),
      ),
  bad: [
    { 'README.md': ['See /home', 'me', 'ordinal/notes.md'].join('/') },
    { 'tests/world.ts': `readFileSync('${['/work', 'elsewhere'].join('/')}');` },
    { 'package-lock.json': `"resolved": "${'https'}://example.org/yaml.tgz"` },
    { '.npmrc': `registry=https://${'registry'}.npmjs.org/` },
  ],
  good: [{ '.npmrc': 'omit-lockfile-registry-resolved=true', 'src/objects/pod.ts': "path: '/var/data'" }],
};

/** What would tie the repository to one machine. */
export const addressRules: readonly Rule[] = [noAddresses];
