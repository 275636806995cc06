/** Annotations that act on the runtime: what they do to a run, measured by what it holds after. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Session } from '../../src/session/session';
import { finished, session } from './load';

/** Keeps 2 MiB and throws away 64 blocks of 256 KiB, with a few lines put in front. */
function churn(lines: string, body = ''): Session {
  return finished(
    session(`${lines}
package main

var keep [][]byte

func main() {
	for i := 0; i < 8; i++ {
		keep = append(keep, make([]byte, 1<<18))
	}
	for i := 0; i < 64; i++ {
		keep[0] = make([]byte, 1<<18)
	}
${body}
	println(len(keep))
}
`),
  );
}

test('memlimit: fewer bytes in use, at the price of more collections', () => {
  const free = churn('//mem:gogc off').state();
  const limited = churn('//mem:gogc off\n//mem:memlimit 8MiB').state();
  assert.equal(free.stats.numGC, 0);
  assert.equal(free.options.memoryLimit, -1);
  assert.equal(limited.options.memoryLimit, 8 * 2 ** 20);
  assert.ok(limited.stats.numGC >= 2, `${limited.stats.numGC} collections`);
  assert.ok(limited.stats.heapInUseBytes < 8 * 2 ** 20);
  assert.ok(free.stats.heapInUseBytes > 16 * 2 ** 20);
});

test('memlimit: off is no limit, and options win over the file', () => {
  assert.equal(churn('//mem:memlimit off').state().options.memoryLimit, -1);
  const source = '//mem:memlimit 1GiB\npackage main\n\nfunc main() {}\n';
  assert.equal(session(source, { memoryLimit: 4096 }).state().options.memoryLimit, 4096);
});

test('scavenge: idle pages go back to the system where the annotation stands', () => {
  const released = (of: Session): number => of.state().stats.heapReleasedBytes;
  const kept = churn('//mem:gogc off', '\tkeep = keep[:1]');
  const scavenged = churn('//mem:gogc off', '\t//mem:gc\n\t//mem:scavenge\n\tkeep = keep[:1]');
  // 63 blocks of 256 KiB are garbage by then.
  assert.ok(released(scavenged) - released(kept) >= 15 * 2 ** 20);
  const { rows } = scavenged.events({ count: 100, kinds: ['scavenge'] });
  assert.ok(rows.length > 0);
});
