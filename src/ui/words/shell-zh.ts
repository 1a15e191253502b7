/** What is said of commands in containers, in Chinese; part of `sentences-zh.ts`. */
export const shellZh: Readonly<Record<string, string>> = {
  'runs {command} in {pod}': '在 {pod} 中运行 {command}',
};
