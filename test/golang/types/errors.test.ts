/** Errors in programs of our own: position and words as the compiler prints them. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkText } from './load';
import { go, inFolder, recorded } from './oracle';

const folder = 'test/golang/types/errors';
const files = readdirSync(folder).sort((a, b) => (a < b ? -1 : 1));

/** The compiler removes its output file on errors: it must be an ordinary file of ours. */
function askGo(): string | undefined {
  return inFolder((dir) =>
    files
      .map((file) =>
        go(['tool', 'compile', '-e', '-p', 'p', '-o', join(dir, 'out.o'), file], folder),
      )
      .join(''),
  );
}

test('messages agree with the compiler to the letter', () => {
  const wanted = recorded('types-errors.txt', 'go tool compile -e', askGo);
  const got = files.map((file) => {
    const { messages } = checkText(readFileSync(join(folder, file), 'utf8'), file);
    return messages.map((message) => `${file}:${message}\n`).join('');
  });
  const records = (text: string): string[] => text.split(/\n(?!\t)/).filter((r) => r !== '');
  assert.deepEqual(records(got.join('')), records(wanted));
  assert(records(wanted).length > 200);
});

test('what is not supported yet says so where it stands', () => {
  const cases: [string, string][] = [
    ['import "net/http"\nvar _ http.Client', '3:8: not supported yet: package net/http'],
  ];
  for (const [source, message] of cases) {
    assert.deepEqual(checkText(`package p\n\n${source}\n`).messages, [message]);
  }
  assert.deepEqual(checkText('package p\n\nimport _ "no/such"\n').messages, [
    '3:10: package no/such is not in std',
  ]);
});

test('imports that nothing uses', () => {
  const { messages } = checkText('package p\n\nimport "unsafe"\nimport u "unsafe"\n');
  assert.deepEqual(messages, [
    '3:8: "unsafe" imported and not used',
    '4:8: "unsafe" imported as u and not used',
  ]);
});
