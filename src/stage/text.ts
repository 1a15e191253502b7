const wide = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/;
const thin = /[ ijlrtfI.,:;'|!()[\]-]/;

/** About how wide a text will be; an estimate on the safe side, because nothing is read back from the page. */
export function textWidth(text: string, size: number, mono = false): number {
  let ems = 0;
  for (const letter of text) ems += wide.test(letter) ? 1 : mono ? 0.605 : thin.test(letter) ? 0.37 : 0.62;
  return ems * size;
}

/** The text, cut with an ellipsis where it is wider than its room. */
export function fit(text: string, room: number, size: number, mono = false): string {
  if (textWidth(text, size, mono) <= room) return text;
  let kept = text;
  while (kept && textWidth(`${kept}…`, size, mono) > room) kept = kept.slice(0, -1);
  return kept ? `${kept.trimEnd()}…` : '';
}

/** The text in at most `lines` lines; the last is cut when there is more. Chinese breaks anywhere, other text at blanks. */
export function wrap(text: string, room: number, size: number, lines: number): readonly string[] {
  const done: string[] = [];
  let line = '';
  for (const piece of text.match(/[\u2e80-\uffef][，。；：、）]?|[^\s\u2e80-\uffef]+\s*|\s+/g) ?? []) {
    if (line && done.length < lines - 1 && textWidth((line + piece).trimEnd(), size) > room) {
      done.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  return line.trim() ? [...done, fit(line.trimEnd(), room, size)] : done;
}
