/** Annotations that act on the runtime: what they do to a run, measured by what it holds after. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Session } from '../../src/session/session';
import { sayText } from '../../src/protocol/strings';
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

const list = `package main

type node struct {
	next *node
	data [4]int
}

var sink *node

func main() {
	var head *node
	for i := 0; i < 3; i++ {
		head = &node{next: head}
		//mem:watch head
		//mem:watch head.next
		sink = head
	}
	name := string(make([]byte, 40))
	var any interface{} = head
	//mem:watch name
	//mem:watch any
	//mem:watch &sink.data
	println(len(name), any != nil)
}
`;

test('watch: says where an expression points, whenever the program comes by', () => {
  const of = finished(session(list));
  const { rows } = of.events({ count: 100, kinds: ['watch'] });
  const said = rows.map(({ what }) => sayText('en', what).replace(/0x[0-9a-f]+$/, 'X'));
  const each = ['head points to X', 'head.next points to X'];
  assert.deepEqual(said, [
    ...['head points to X', 'head.next points to nothing', ...each, ...each],
    ...['name points to X', 'any points to X', '&sink.data points to X'],
  ]);
  // The node that head.next points to is the one that head pointed to before.
  assert.equal(rows[3]!.key, rows[0]!.key);
  assert.equal(rows[5]!.key, rows[2]!.key);
  // An interface points where its value does; so does a pointer into the middle of the object.
  assert.deepEqual([rows[7]!.key, rows[8]!.key], [rows[4]!.key, rows[4]!.key]);
  for (const row of rows) if (row.key !== undefined) assert.ok(of.inspect({ key: row.key }));
});

test('watch: changes nothing of the run', () => {
  const plain = finished(session(list.replaceAll('//mem:watch', '//mem.watch')));
  const watched = finished(session(list));
  const sums = (of: Session): unknown => {
    const { mallocs, frees, heapLiveBytes } = of.state().stats;
    const sites = of.sites().map(({ zone, count, text }) => [zone, count, text]);
    return [
      mallocs,
      frees,
      heapLiveBytes,
      of.output(),
      sites,
      of.analysis.lowered?.escapes.messages,
    ];
  };
  assert.deepEqual(sums(watched), sums(plain));
});

test('watch: what cannot be watched is a warning on the expression', () => {
  const lines = ['nowhere', 'i', 'head.nothing', '1', 'head.data[0]'];
  const source = list.replace(
    '//mem:watch head\n',
    lines.map((l) => `//mem:watch ${l}\n`).join(''),
  );
  const of = finished(session(source));
  assert.deepEqual(
    of.warnings.map((warning) => warning.replace(/^x\.go:(\d+):(\d+): /, '$1:$2 ')),
    [
      '14:15 cannot watch: undefined: nowhere',
      '15:13 i points to nothing',
      '16:13 cannot watch: head.nothing undefined (type *node has no field or method nothing)',
      '17:13 1 points to nothing',
      '18:13 head.data[0] points to nothing',
    ],
  );
  assert.equal(of.events({ count: 100, kinds: ['watch'] }).rows.length, 6);
});
