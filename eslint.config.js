import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

/** What the whole house keeps; lengths, floors and forbidden words are in tests/house.test.ts. */
const houseRules = {
  eqeqeq: 'error',
  'max-depth': ['error', 3],
  'max-params': ['error', 5],
  'no-console': 'error',
  'no-else-return': 'error',
  'no-control-regex': 'off', // a terminal is about control characters
  'no-param-reassign': 'error',
  'no-restricted-syntax': [
    'error',
    {
      selector:
        ':matches(ConditionalExpression > .consequent, ConditionalExpression > .test):matches(ConditionalExpression)',
      message: 'A choice may go on after the colon, but not lie within another one.',
    },
  ],
  'no-var': 'error',
  'object-shorthand': 'error',
  'prefer-const': 'error',
  'no-undef': 'off', // the type checker knows better
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/no-dynamic-delete': 'off', // the cluster's tables are keyed by name
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-non-null-assertion': 'off', // indexes of heaps and columns
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
  ],
};

/** Rules that need types, chosen for what they find. */
const typedRules = {
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': 'error',
  '@typescript-eslint/no-unnecessary-type-assertion': 'error',
  '@typescript-eslint/only-throw-error': 'error',
  '@typescript-eslint/require-array-sort-compare': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
};

export default ts.config(
  { ignores: ['node_modules/', 'dist/', 'coverage/', 'test-results/', '.cache/', 'src/ui/paraglide/'] },
  js.configs.recommended,
  ts.configs.strict,
  ts.configs.stylistic,
  svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser, ...globals.node } }, rules: houseRules },
  {
    files: ['src/**/*.ts', 'lessons/**/*.ts', 'tests/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: typedRules,
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'] } },
    rules: { 'svelte/prefer-svelte-reactivity': 'off' }, // what is held is replaced as a whole
  },
  { files: ['src/cli/**', 'tests/**', '**/generate*.ts'], rules: { 'no-console': 'off' } },
);
