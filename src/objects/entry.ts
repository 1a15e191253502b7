/**
 * The row of a table for a word that somebody has typed: only what the table itself has, so `constructor` finds nothing (an object that
 * inherits answers for words which nobody has put into it).
 */
export function entry<Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
