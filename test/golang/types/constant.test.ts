/** Constant arithmetic, against the real compiler and by its laws. */
import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  bitLength,
  makeFloat,
  makeInt,
  toComplex,
  toFloat32,
  toFloat64,
} from '../../../src/golang/types/constant';
import { binaryOp } from '../../../src/golang/types/constantop';
import { numberFromLiteral } from '../../../src/golang/types/constantliteral';
import { constantString } from '../../../src/golang/types/constantstring';
import type { Constant } from '../../../src/golang/types/constant';
import { checkText } from './load';
import { go, inFolder, recorded } from './oracle';

const folder = 'test/golang/types/constants';

function askGo(): string | undefined {
  return inFolder((dir) => {
    const source = readFileSync(join(folder, 'values.go'), 'utf8');
    const names = [...source.matchAll(/^\t(c\d+) =/gm)].map((m) => m[1] ?? '');
    const calls = names.map((name) => `\tshow("${name}", ${name})`).join('\n');
    writeFileSync(join(dir, 'go.mod'), 'module constants\n\ngo 1.26\n');
    writeFileSync(join(dir, 'all.go'), `package main\n\nfunc showAll() {\n${calls}\n}\n`);
    for (const file of ['values.go', 'oracle.go'])
      copyFileSync(join(folder, file), join(dir, file));
    return go(['run', '.'], dir);
  });
}

function bits64(x: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  return view.getBigUint64(0).toString(16).padStart(16, '0');
}

function bits32(x: number): string {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, x);
  return view.getUint32(0).toString(16).padStart(8, '0');
}

function exact(type: string, value: Constant): string {
  if (type === 'float64') return bits64(toFloat64(value));
  if (type === 'float32') return bits32(toFloat32(value));
  const z = type.startsWith('complex') ? toComplex(value) : undefined;
  if (z !== undefined) {
    const part = type === 'complex128' ? (c: Constant) => bits64(toFloat64(c)) : undefined;
    const single = (c: Constant): string => bits32(toFloat32(c));
    return `${(part ?? single)(z.re)} ${(part ?? single)(z.im)}`;
  }
  if (value.kind === 'string') return Buffer.from(value.value, 'latin1').toString('hex');
  return value.kind === 'int' || value.kind === 'bool' ? String(value.value) : '?';
}

test('constant expressions have the type and the exact value of the real compiler', () => {
  const wanted = recorded('types-constants.txt', 'go run', askGo).trimEnd().split('\n').slice(1);
  const { result } = checkText(readFileSync(join(folder, 'values.go'), 'utf8'));
  assert.deepEqual(result.diagnostics, []);
  const got = result.initOrder.map(({ lhs, rhs }) => {
    const [v] = lhs;
    assert(v?.type.kind === 'basic' && rhs.value !== undefined);
    return `${v.name} ${v.type.basic} ${exact(v.type.basic, rhs.value)}`;
  });
  assert.equal(got.length, wanted.length);
  assert.deepEqual(
    got.map((line) => line.trimEnd()).sort((a, b) => (a < b ? -1 : 1)),
    wanted.map((line) => line.trimEnd()).sort((a, b) => (a < b ? -1 : 1)),
  );
});

test('rounding is to the nearest even float, through subnormals to infinity', () => {
  const f = (text: string): Constant => {
    const value = numberFromLiteral(text, 'float');
    assert(value !== undefined);
    return value;
  };
  for (const text of ['0.1', '1e22', '1e23', '5e-324', '2.2250738585072014e-308', '3e-320']) {
    assert.equal(toFloat64(f(text)), Number(text));
  }
  assert.equal(toFloat64(f('2.4703282292062327e-324')), 0);
  assert.equal(toFloat64(f('2.4703282292062328e-324')), 5e-324);
  assert.equal(toFloat64(f('1.7976931348623158e308')), Number.MAX_VALUE);
  assert.equal(toFloat64(f('1.8e308')), Infinity);
  for (const x of [0.1, 1 / 3, 1e-45, 1.1754943508222875e-38, 16777217, 3.4e38, 1e-46]) {
    assert.equal(toFloat32(f(x.toString().replace('e+', 'e'))), Math.fround(x));
  }
  let seed = 1;
  for (let i = 0; i < 2000; i++) {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    const text = `${seed}.${seed % 977}e${(seed % 640) - 340}`;
    assert.equal(toFloat64(f(text)), Number(text), text);
  }
});

test('huge exponents cost no memory and never throw', () => {
  const big = numberFromLiteral('1e646456992', 'float');
  assert(big !== undefined);
  assert.equal(constantString(big), '1e+646456992');
  assert.equal(toFloat64(big), Infinity);
  let square: Constant | undefined = big;
  for (let i = 0; i < 10 && square !== undefined; i++)
    square = binaryOp(square, '*', square, false);
  assert.equal(square, undefined);
  const tiny = numberFromLiteral('1e-1000000000', 'float');
  assert(tiny !== undefined);
  assert.equal(toFloat64(tiny), 0);
  assert.equal(makeFloat(1n, 0n), undefined);
});

test('bit lengths', () => {
  for (let n = 0; n < 300; n++) {
    assert.equal(bitLength(1n << BigInt(n)), n + 1);
    assert.equal(bitLength((1n << BigInt(n)) - 1n), n);
    assert.equal(bitLength(-(1n << BigInt(n))), n + 1);
  }
});

test('constants print as in messages', () => {
  const shown: [Constant | undefined, string][] = [
    [makeInt(-5), '-5'],
    [numberFromLiteral('0.9999999', 'float'), '0.9999999'],
    [numberFromLiteral('1.5', 'float'), '1.5'],
    [numberFromLiteral('100000000.0', 'float'), '1e+08'],
    [numberFromLiteral('1e40', 'float'), '1e+40'],
    [numberFromLiteral('2i', 'imag'), '(0 + 2i)'],
    [{ kind: 'string', value: 'a"\n\xff\xc3\xa9' }, '"a\\"\\n\\xffé"'],
  ];
  for (const [value, text] of shown) {
    assert(value !== undefined);
    assert.equal(constantString(value), text);
  }
});
