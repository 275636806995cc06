/** Verdicts set by hand. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assume } from '../../../src/golang/escape/assume';
import { analyse } from './load';

test('assumptions override the verdicts of a line', () => {
  const { pkg, fileSet } = analyse(`package main
var kept *int
func main() {
	x := 1
	p := new(int)
	kept = new(int)
	x += *p
}
`);
  assert(pkg !== undefined);
  const lineOf = (pos: Parameters<typeof fileSet.position>[0]): number =>
    fileSet.position(pos).line;
  const sites = pkg.sites.length;
  const changed = assume(
    pkg,
    [
      { line: 4, zone: 'heap' },
      { line: 5, zone: 'heap' },
      { line: 6, zone: 'stack' },
      { line: 7, zone: 'heap' },
    ],
    lineOf,
  );
  assert.deepEqual(
    changed.map((nodes) => nodes.map((n) => `${n.op} ${n.esc}`)),
    [['ONAME heap'], ['ONEW heap'], ['ONEW stack'], []],
  );
  assert.equal(pkg.sites.length, sites + 1);
  pkg.sites.forEach((n, i) => {
    assert.equal(n.site, i);
  });
});
