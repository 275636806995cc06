/** Lint rules. The house rules that no lint rule knows stand in test/tidy.test.ts. */
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '**/testdata/**'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    rules: {
      // TypeScript finds undefined names itself, and knows the ambient ones.
      'no-undef': 'off',
      eqeqeq: 'error',
      'prefer-const': 'error',
      'no-console': 'off',
      'no-constant-condition': ['error', { checkLoops: false }],
      '@typescript-eslint/no-explicit-any': 'error',
      // Indexing typed arrays in hot code and narrowing after a check both read best with `!`.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/no-invalid-void-type': ['error', { allowAsThisParameter: true }],
      '@typescript-eslint/unified-signatures': 'off',
    },
  },
  {
    files: ['src/{base,runtime,golang,interpreter,session}/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        'Date',
        'performance',
        'console',
        'setTimeout',
        'setInterval',
        'process',
      ],
      'no-restricted-properties': [
        'error',
        {
          object: 'Math',
          property: 'random',
          message: 'Use base/prng: the same seed gives the same run.',
        },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: ':function[async=true]', message: 'Pure rooms are synchronous.' },
      ],
    },
  },
  {
    files: ['src/{base,runtime,interpreter,session}/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: ':function[async=true]', message: 'Pure rooms are synchronous.' },
        {
          selector: ':function[generator=true]',
          message: 'No generators: state lives in columns.',
        },
      ],
    },
  },
  {
    // Promises that nobody waits for lose errors; only these rooms have promises.
    files: ['src/vscode/**/*.ts', 'src/extension.ts', 'webview/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
    },
  },
);
