/** A piece of a paragraph. Names in `code` can be pointed at: they light up on the stage and in the manifest. */
export interface Inline {
  readonly kind: 'text' | 'bold' | 'code';
  readonly text: string;
}

/** A paragraph: its pieces in reading order. */
export type Paragraph = readonly Inline[];

/** A line with an id that lesson.ts knows: an answer to a prediction, or a goal. */
export interface Item {
  readonly id: string;
  readonly words: Paragraph;
}

/** The three grades of a hint, in the order in which they are shown. */
export const hintGrades = ['where', 'rule', 'command'] as const;

/** Where to look, the rule, or the command. */
export type HintGrade = (typeof hintGrades)[number];

/** A question asked before the run, its answers, and what is said once the run has answered it. */
export interface PredictionText {
  readonly question: Paragraph;
  readonly options: readonly Item[];
  readonly explanation: readonly Paragraph[];
  /** For each wrong answer: what many expect, what to watch, why it is so. */
  readonly refutations: Readonly<Record<string, readonly Paragraph[]>>;
}

/** One step of a lesson, as the learner reads it. */
export interface StepText {
  readonly id: string;
  readonly heading: string;
  readonly paragraphs: readonly Paragraph[];
  readonly prediction?: PredictionText;
  readonly goals: readonly Item[];
  /** Words that appear when the cluster reaches the moment of this id. */
  readonly moments: readonly { readonly id: string; readonly paragraphs: readonly Paragraph[] }[];
  readonly hints: Readonly<Record<HintGrade, readonly Paragraph[]>>;
}

/** A lesson in one language. */
export interface LessonText {
  readonly title: string;
  readonly steps: readonly StepText[];
}

/** A step while it is being read. */
interface Draft {
  readonly id: string;
  readonly heading: string;
  readonly paragraphs: Paragraph[];
  readonly options: Item[];
  readonly goals: Item[];
  question?: Paragraph;
  readonly blocks: { readonly name: string; readonly id: string; readonly paragraphs: readonly Paragraph[] }[];
}

const blockNames = ['when', 'hint', 'explanation', 'refutation'];

/** Reads the markdown of one language; `file` is for the author whose mistake it names. */
export function readText(file: string, markdown: string): LessonText {
  const lines = markdown.replace(/\r\n/g, '\n');
  const front = /^---\n([\s\S]*?)\n---\n/.exec(lines);
  const title = /^title: *(.+)$/m.exec(front?.[1] ?? '')?.[1];
  if (!front || !title) throw new Error(`${file}: begins with a title between two lines of ---.`);
  const [before = '', ...sections] = `\n${lines.slice(front[0].length)}`.split(/\n(?=## )/);
  const early = before.trim().slice(0, 40);
  if (early) throw new Error(`${file}: "${early}" stands before the first step (## Heading {#id}).`);
  return { title: title.trim(), steps: sections.map((section) => readStep(file, section)) };
}

function readStep(file: string, section: string): StepText {
  const [first = '', ...lines] = section.split('\n');
  const [, heading, id] = /^## (.+?) *\{#([\w-]+)\}$/.exec(first) ?? [];
  if (!heading || !id) throw new Error(`${file}: the heading "${first}" has no id; write ## Heading {#id}.`);
  const draft: Draft = { id, heading, paragraphs: [], options: [], goals: [], blocks: [] };
  for (const chunk of chunksOf(lines)) readChunk(`${file}: ${id}`, draft, chunk);
  return finish(`${file}: ${id}`, draft);
}

/** Lines that belong together: a `:::` block, an item, or a paragraph. */
function chunksOf(lines: readonly string[]): readonly string[] {
  const chunks: string[] = [];
  let isOpen = false;
  let inBlock = false;
  for (const line of lines) {
    const isFence = line.startsWith(':::');
    const goesOn = inBlock || (isOpen && line.trim() !== '' && !isFence && !line.startsWith('- '));
    if (goesOn) chunks.push(`${chunks.pop() ?? ''}\n${line}`);
    else if (line.trim()) chunks.push(line);
    if (isFence) inBlock = !inBlock;
    isOpen = line.trim() !== '' && !(isFence && !inBlock);
  }
  return chunks;
}

function readChunk(where: string, draft: Draft, chunk: string): void {
  const [, mark, words, id] = /^- (\( \)|\[ \]) ([\s\S]+?) *\{#([\w-]+)\}$/.exec(chunk) ?? [];
  if (chunk.startsWith(':::')) readBlock(where, draft, chunk);
  else if (!chunk.startsWith('- ')) draft.paragraphs.push(readParagraph(chunk));
  else if (!mark || !words || !id)
    throw new Error(`${where}: "${chunk}" is neither - ( ) answer {#id} nor - [ ] goal {#id}.`);
  else if (mark === '[ ]') draft.goals.push({ id, words: readParagraph(words) });
  else {
    const question = draft.options.length === 0 ? draft.paragraphs.pop() : undefined;
    if (question) draft.question = question;
    draft.options.push({ id, words: readParagraph(words) });
  }
}

function readBlock(where: string, draft: Draft, chunk: string): void {
  const [, name = '', id = '', text] = /^::: *(\w+) *([\w-]*)\n([\s\S]*?)\n?:::$/.exec(chunk) ?? [];
  if (!blockNames.includes(name)) {
    throw new Error(
      `${where}: "${chunk.split('\n')[0]}" opens no block that ends; there are ${blockNames.join(', ')}.`,
    );
  }
  const paragraphs = (text ?? '').split(/\n\s*\n/).filter((part) => part.trim());
  draft.blocks.push({ name, id, paragraphs: paragraphs.map(readParagraph) });
}

function finish(where: string, draft: Draft): StepText {
  const { id, heading, paragraphs, goals, blocks } = draft;
  const named = (name: string): Draft['blocks'] => blocks.filter((block) => block.name === name);
  const hint = (grade: HintGrade): readonly Paragraph[] => {
    const block = named('hint').find((candidate) => candidate.id === grade);
    if (!block) throw new Error(`${where}: no hint "${grade}"; a step has ${hintGrades.join(', ')}.`);
    return block.paragraphs;
  };
  const prediction = readPrediction(where, draft);
  return {
    id,
    heading,
    paragraphs,
    ...(prediction ? { prediction } : {}),
    goals,
    moments: named('when').map((block) => ({ id: block.id, paragraphs: block.paragraphs })),
    hints: { where: hint('where'), rule: hint('rule'), command: hint('command') },
  };
}

function readPrediction(where: string, { question, options, blocks }: Draft): PredictionText | undefined {
  const explanation = blocks.find(({ name }) => name === 'explanation');
  const refutations = blocks.filter(({ name }) => name === 'refutation');
  if (options.length === 0 && !explanation && refutations.length === 0) return undefined;
  if (!question) throw new Error(`${where}: a prediction needs a question: the paragraph before its answers.`);
  if (!explanation) throw new Error(`${where}: the prediction has no explanation (::: explanation).`);
  return {
    question,
    options,
    explanation: explanation.paragraphs,
    refutations: Object.fromEntries(refutations.map(({ id, paragraphs }) => [id, paragraphs])),
  };
}

/** Splits at **bold** and `code`; a line break inside a paragraph is a blank, between Chinese characters nothing. */
export function readParagraph(text: string): Paragraph {
  const line = text
    .trim()
    .replace(/([^\x00-\x7f])\n\s*(?=[^\x00-\x7f])/g, '$1')
    .replace(/\s*\n\s*/g, ' ');
  return line
    .split(/(\*\*.+?\*\*|`.+?`)/)
    .filter((piece) => piece !== '')
    .map((piece): Inline => {
      if (piece.startsWith('**')) return { kind: 'bold', text: piece.slice(2, -2) };
      if (piece.startsWith('`')) return { kind: 'code', text: piece.slice(1, -1) };
      return { kind: 'text', text: piece };
    });
}
