/** `gomem replay`: its last line and its exit codes. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { gomem, program } from './gomem';

const small = 'test/oracle/placement/small-5k.json.gz';
const recent = 'test/oracle/placement/single-26.gz';
const text = gunzipSync(readFileSync(recent)).toString();

test('records of both versions, gzipped and plain', () => {
  const line = 'placed 5000, mismatched 0, states 2, differing 0\n';
  assert.deepEqual(gomem(['replay', small]), { code: 0, stdout: line, stderr: '' });
  const plain = gomem(['replay', program('plain.txt', text)]);
  assert.match(plain.stdout, /^placed 2\d+, mismatched 0, states \d+, differing 0\n$/);
  assert.equal(plain.code, 0);
  assert.deepEqual(gomem(['replay', recent]), plain);
});

test('a record that differs', () => {
  const moved = text.replace(/\na (\d+) (\d) (\d+) \d+\n/, '\na $1 $2 $3 16\n');
  const { code, stdout } = gomem(['replay', program('moved.txt', moved)]);
  const [first, last] = stdout.split('\n');
  assert.match(
    first!,
    /^allocation 1, .*: Go placed it at 0x[0-9a-f]+, here it is at 0x[0-9a-f]+$/,
  );
  assert.match(last!, /^placed 2\d+, mismatched 1, states \d+, differing 0$/);
  assert.equal(code, 1);
});

test('broken records', () => {
  const broken = program('broken.txt', text.replace(/\na [^\n]*\n/, '\na 8\n'));
  const { code, stdout, stderr } = gomem(['replay', broken]);
  assert.equal(stderr, `gomem: ${broken}:3: expected 4 whole numbers behind a\n`);
  assert.deepEqual([code, stdout], [2, '']);
  assert.match(gomem(['replay', '/nowhere']).stderr, /^gomem: \/nowhere: ENOENT/);
  assert.match(gomem(['replay']).stderr, /^gomem: replay takes one record\n/);
});
