import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    setupFiles: ['tests/learn.ts'],
    allowOnly: false,
    reporters: ['default', ['json', { outputFile: '.cache/vitest.json' }]],
    // A test that hangs must end; how long a story takes depends on the machine and on what else runs there.
    testTimeout: 180_000,
  },
});
