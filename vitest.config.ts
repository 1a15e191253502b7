import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    setupFiles: ['tests/learn.ts'],
    allowOnly: false,
    reporters: ['default', ['json', { outputFile: '.cache/vitest.json' }]],
    testTimeout: 30_000,
  },
});
