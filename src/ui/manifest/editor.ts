import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { HighlightStyle, bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import type { Diagnostic } from '@codemirror/lint';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import type { Extension, Text } from '@codemirror/state';
import { Compartment, EditorState, Prec, RangeSetBuilder } from '@codemirror/state';
import type { DecorationSet } from '@codemirror/view';
import { Decoration, EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { Problem } from '../../sandbox/index.ts';
import { textInWords } from '../sentences.svelte.ts';

/** The editor as the manifest panel drives it. */
export interface Editor {
  /** Replaces the text, without counting as the learner's edit. */
  setText(text: string): void;
  setProblems(problems: readonly Problem[]): void;
  /** Lights up whole lines (they changed) and names (they are pointed at). */
  setLit(lines: readonly number[], names: ReadonlySet<string>): void;
  /** The editor's name for screen readers, in the language of the page. */
  setLabel(label: string): void;
  goTo(problem: Problem): void;
  close(): void;
}

/** What an editor is opened with. */
export interface EditorOptions {
  readonly parent: HTMLElement;
  readonly text: string;
  readonly label: string;
  readonly onEdit: (text: string) => void;
  readonly onApply: () => void;
}

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--syntax-key)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--syntax-value)' },
  { tag: tags.string, color: 'var(--ink)' },
  { tag: [tags.comment, tags.meta, tags.punctuation, tags.separator], color: 'var(--muted)' },
]);

const look = EditorView.theme({
  '&': { height: '100%', fontSize: '12.5px', color: 'var(--ink)', backgroundColor: 'var(--code)' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.62' },
  '.cm-content': { caretColor: 'var(--ink)', padding: '10px 0' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': { backgroundColor: 'var(--code)', color: 'var(--muted)', border: 'none' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--accent) 7%, transparent)' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 24%, transparent)',
  },
  '.cm-changed': { backgroundColor: 'var(--changed)', boxShadow: 'inset 3px 0 var(--r2)' },
  '.cm-pointed': { outline: '2px solid var(--accent)', outlineOffset: '1px', borderRadius: '3px' },
  '.cm-panels, .cm-tooltip': { backgroundColor: 'var(--panel)', color: 'var(--ink)', borderColor: 'var(--line)' },
  '.cm-diagnostic': { fontFamily: 'var(--sans)' },
  '.cm-textfield': { color: 'var(--ink)', backgroundColor: 'var(--panel)' },
});

/** Opens a CodeMirror for YAML in `parent`. Tab leaves the editor, as CodeMirror's keys have it. */
export function openEditor({ parent, text, label, onEdit, onApply }: EditorOptions): Editor {
  const lights = new Compartment();
  const name = new Compartment();
  let isOurs = false;
  const apply = keymap.of([
    { key: 'Mod-Enter', run: () => (onApply(), true) },
    { key: 'Ctrl-Enter', run: () => (onApply(), true) },
  ]);
  const edits = EditorView.updateListener.of((update) => {
    if (update.docChanged && !isOurs) onEdit(update.state.doc.toString());
  });
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [Prec.high(apply), parts(), name.of(named(label)), lights.of([]), edits],
    }),
  });
  return {
    setText(next) {
      if (next === view.state.doc.toString()) return;
      isOurs = true;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } });
      isOurs = false;
    },
    setProblems: (problems) =>
      view.dispatch(
        setDiagnostics(
          view.state,
          problems.map((problem) => diagnostic(view.state.doc, problem)),
        ),
      ),
    setLit: (lines, names) => view.dispatch({ effects: lights.reconfigure(lit(lines, names)) }),
    setLabel: (next) => view.dispatch({ effects: name.reconfigure(named(next)) }),
    goTo(problem) {
      view.dispatch({
        selection: { anchor: offset(view.state.doc, problem.line, problem.column) },
        scrollIntoView: true,
      });
      view.focus();
    },
    close: () => view.destroy(),
  };
}

function parts(): Extension {
  return [
    lineNumbers(),
    history(),
    drawSelection(),
    indentOnInput(),
    indentUnit.of('  '),
    bracketMatching(),
    highlightActiveLine(),
    highlightSelectionMatches(),
    search({ top: true }),
    yaml(),
    syntaxHighlighting(colours),
    lintGutter(),
    look,
    keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap, ...lintKeymap]),
  ];
}

function named(label: string): Extension {
  return EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' });
}

function offset(doc: Text, line: number, column: number): number {
  const { from, to } = doc.line(Math.min(Math.max(line, 1), doc.lines));
  return Math.min(from + Math.max(column - 1, 0), to);
}

function diagnostic(doc: Text, problem: Problem): Diagnostic {
  const { message, hint, line, column, endLine, endColumn, severity } = problem;
  const from = offset(doc, line, column);
  const to = Math.max(from, offset(doc, endLine, endColumn));
  return { from, to, severity, message: [message, hint ?? ''].filter(Boolean).map(textInWords).join('\n') };
}

function lit(lines: readonly number[], names: ReadonlySet<string>): Extension {
  return EditorView.decorations.compute(['doc'], ({ doc }) => decorations(doc, lines, names));
}

function decorations(doc: Text, lines: readonly number[], names: ReadonlySet<string>): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  const changed = new Set(lines);
  const words = names.size ? new RegExp(`(?<![\\w-])(${[...names].map(escape).join('|')})(?![\\w-])`, 'g') : undefined;
  for (let number = 1; number <= doc.lines && (words || changed.size); number += 1) {
    const { from, text } = doc.line(number);
    if (changed.has(number)) builder.add(from, from, Decoration.line({ class: 'cm-changed' }));
    for (const { index, 0: word } of words ? text.matchAll(words) : []) {
      builder.add(from + index, from + index + word.length, Decoration.mark({ class: 'cm-pointed' }));
    }
  }
  return builder.finish();
}

function escape(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
