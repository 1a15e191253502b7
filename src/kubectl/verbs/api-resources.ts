import { groupOf, kinds } from '../../objects/index.ts';
import { isOn, textOf } from '../flags.ts';
import { layOut } from '../table.ts';
import type { Verb } from './verb.ts';

/** Lists the kinds that there are. */
export const apiResources: Verb = {
  usage: 'api-resources',
  does: 'Print the supported API resources on the server',
  flags: {
    'api-group': { takes: 'text' },
    namespaced: { takes: 'switch' },
    'no-headers': { takes: 'switch' },
    output: { takes: 'text', short: 'o', says: 'wide or name' },
  },
  run({ given }, paper) {
    const group = textOf(given, 'api-group');
    const shown = kinds.filter((kind) => {
      const isWanted = given['namespaced'] === undefined || kind.namespaced === isOn(given, 'namespaced');
      return isWanted && (group === undefined || groupOf(kind.apiVersion) === group);
    });
    if (textOf(given, 'output') === 'name') {
      const names = shown.map(({ plural, apiVersion }) =>
        groupOf(apiVersion) ? `${plural}.${groupOf(apiVersion)}` : plural,
      );
      paper.out += names.map((name) => `${name}\n`).join('');
      return;
    }
    const rows = shown.map(({ plural, shortNames, apiVersion, namespaced, kind }) => [
      plural,
      shortNames.join(','),
      apiVersion,
      String(namespaced),
      kind,
    ]);
    const header = isOn(given, 'no-headers') ? [] : [['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND']];
    paper.out += layOut([...header, ...rows]).text;
  },
};
