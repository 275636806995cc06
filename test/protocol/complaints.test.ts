/** Complaints about annotations and failed expectations are said in the reader's language too. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyse } from '../../src/golang/analyse';
import { complaints, reworded } from '../../src/protocol/complaints';

const chinese = /[\u3000-\u9fff]/;

test('both languages have the same placeholders, and the Chinese text is Chinese', () => {
  const names = (template: string): string[] =>
    [...template.matchAll(/\{(\w+)\}/g)].map((found) => found[1]!).sort((a, b) => (a < b ? -1 : 1));
  for (const text of complaints) {
    assert.deepEqual(names(text['zh-cn']), names(text.en), text.en);
    assert.match(text['zh-cn'], chinese);
  }
});

test('what the source says about annotations has a translation', () => {
  const wrong = `package main
//mem:gocg 1
//mem:gogc
//mem:gogc 1 2
//mem:procs many
//mem:procs 0
//mem:seed x
//mem:arch mips
//mem:arch arm64
//mem:memlimit 1MiB
//mem:base 7
//mem:budget steps
//mem:budget steps=x
//mem:budget time=x
//mem:budget heap=x
//mem:gogc50.
func main() {
	//mem:procs 1
	//mem:stop a/b
	//mem:stop a
	println(1) //mem:stop a
	println(2) //mem:note[xx
	println(2) //mem:note[xx] a
	println(3) //mem:watch x
	println(4) //mem:gc now
	println(5) //mem:scavenge
	println(6) //mem:expect
	println(7) //mem:expect sise=1
	println(8) //mem:expect heap=1
	println(9) //mem:expect size
	println(9) //mem:expect size~=1
	println(9) //mem:expect reason=1
	println(9) //mem:expect reason~="x
	println(9) //mem:repeat x
	println(9) //mem:advance x
}
//mem:stop b
//mem:expect heap
`;
  const messages = analyse('x.go', wrong).annotations.diagnostics.map(({ message }) => message);
  assert.ok(messages.length > 30, `${messages.length} complaints`);
  for (const message of messages) assert.match(reworded('zh-cn', message), chinese, message);
});

test('what is the case instead has a translation', () => {
  const cases: [string, string][] = [
    ['count is 3', 'count 为 3'],
    ['&node{...} does not escape', '&node{...} 不逃逸'],
    ['nothing was allocated here', '这里没有任何分配'],
    ['2 objects were allocated', '分配了 2 个对象'],
  ];
  for (const [en, zh] of cases) assert.equal(reworded('zh-cn', en), zh);
  assert.equal(reworded('en', 'count is 3'), 'count is 3');
  assert.equal(reworded('zh-cn', 'undefined: x'), 'undefined: x');
});
