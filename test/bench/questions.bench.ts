/**
 * How long each question about a large heap holds up whoever else lives in the extension host: the
 * longest piece of work between two turns, and all of it together, in processor time of the thread.
 * The bar: no piece over 10 ms.
 *
 *     npm run bench questions                     a million objects
 *     OBJECTS=100000 npm run bench questions
 */
import { readFileSync } from 'node:fs';
import { answersOf } from '../../src/host/answers';
import { Comparer } from '../../src/host/comparer';
import type { OtherOptions } from '../../src/protocol/compare';
import type { Handlers } from '../../src/protocol/port';
import type { Key } from '../../src/protocol/keys';
import { otherProfile } from '../../src/session/options';
import { Session } from '../../src/session/session';
import { digits, printTable } from './figures';

const objects = Number(process.env['OBJECTS'] ?? 1_000_000);
const profile = process.env['RUNTIME'] ?? 'go1.26';
const barMilliseconds = 10;

/** Lists, a table of pointers, bytes of many sizes; every third object is garbage. */
const source = `package main

type node struct {
	next, other *node
	value       [3]int
}

var heads [1024]*node
var table []*node
var texts [][]byte

func main() {
	for i := 0; i < ${Math.round(objects * 0.9)}; i++ {
		n := &node{next: heads[i%1024]}
		if i%3 != 0 {
			n.other = heads[(i*7)%1024]
			heads[i%1024] = n
		}
		if i%64 == 0 {
			table = append(table, n)
		}
	}
	for i := 0; i < ${Math.round(objects * 0.1)}; i++ {
		texts = append(texts, make([]byte, 16+i%700))
	}
	//mem:stop end
}
`;

const session = new Session('large.go', source, {
  ...{ steps: 2 ** 40, heapBytes: 0x7fff0000, gogc: 400, profile },
});
if (session.problems.length > 0) throw new Error(session.problems.join('\n'));
session.beginRunToStop('end');
while (!session.work(1_000_000));
const { stats } = session.state();
console.log(
  `${profile}: ${digits(stats.mallocs - stats.frees)} objects, ${stats.heapLiveBytes / 2 ** 20} MiB`,
);

/** Milliseconds that this thread has run; on the clock where the system does not tell. */
function now(): number {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'latin1').split(' ')[0]) / 1e6;
  } catch {
    return performance.now();
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Milliseconds of this thread between two turns: whoever waits for the next turn measures them. */
async function pieces(act: () => unknown): Promise<{ longest: number; total: number }> {
  let longest = 0;
  let watching = true;
  await turn();
  const start = now();
  let begun = start;
  const lap = (): void => {
    const at = now();
    longest = Math.max(longest, at - begun);
    begun = at;
  };
  const watch = (): void => {
    lap();
    if (watching) setImmediate(watch);
  };
  setImmediate(watch);
  await act();
  lap();
  watching = false;
  const total = now() - start;
  await turn();
  return { longest, total };
}

const never = { cancelled: false, onCancel: () => undefined };
const answers = answersOf(() => session);

async function ask<M extends keyof typeof answers>(
  method: M,
  params: Parameters<Handlers[M]>[0],
): Promise<Awaited<ReturnType<Handlers[M]>>> {
  const handler = answers[method] as (...args: unknown[]) => unknown;
  return (await handler(params, never)) as Awaited<ReturnType<Handlers[M]>>;
}

/** As the panel asks: again and again until the graph is counted. */
async function counted(method: 'marking' | 'alive', params: never): Promise<void> {
  for (let rounds = 0; rounds < 100_000; rounds++) {
    const answer: { readonly progress?: object } = await ask(method, params);
    if (answer.progress === undefined) return;
    await turn();
  }
}

const { usedFirstPage, usedLimitPage, arenaCount } = session.overview();
const middle = Math.floor((usedFirstPage + usedLimitPage) / 2);
const tick = session.state().tick;
const first = session.find({ text: 'node' }).matches[0]!.key;
const span: Key = `span:${first.split(':')[1]}` as Key;
const spanClass = session.loadedRun!.sources().view.spanClass(Number(first.split(':')[1]));
const half = { fromTick: Math.floor(tick / 4), toTick: Math.floor((tick * 3) / 4) };
const arenas = Array.from({ length: arenaCount }, (_, arena) => arena);
const colours = ['class', 'gc', 'site', 'type', 'age', 'owner'] as const;

async function compare(options: OtherOptions): Promise<void> {
  const comparer = new Comparer(
    () => session,
    () => undefined,
  );
  const other = { kind: 'run', options } as const;
  await comparer.compare({ left: { kind: 'now' }, right: { kind: 'end' }, other }, never);
}

type Act = readonly [name: string, act: () => unknown];
const open: readonly Key[] = ['mheap', 'mcentrals', 'ps', 'sites', 'gs', 'arenas'] as never;
const questions: readonly Act[] = [
  ['state', () => session.state()],
  ['overview', () => ask('overview', {})],
  ...colours.map((colour): Act => [
    `tiles, all arenas, by ${colour}`,
    () => ask('tiles', { arenas, pagesPerCell: 4, colour }),
  ]),
  [
    'tiles, one arena, by site',
    () => ask('tiles', { arenas: [0], pagesPerCell: 1, colour: 'site' }),
  ],
  ...colours.map((colour): Act => [
    `spans of 512 pages, by ${colour}`,
    () => ask('spans', { firstPage: middle, pageCount: 512, colour }),
  ]),
  [
    'spans of an arena (export)',
    () => ask('spans', { firstPage: 0, pageCount: 8192, colour: 'site' }),
  ],
  ['tree, closed', () => ask('tree', { expanded: [], offset: 0, count: 100 })],
  ['tree, open', () => ask('tree', { expanded: open, offset: 0, count: 100 })],
  ['tree, a span open', () => ask('tree', { expanded: [...open, span], offset: 0, count: 100 })],
  ['treeLocate', () => ask('treeLocate', { expanded: open, key: first })],
  [
    'treeSearch',
    () => ask('treeSearch', { expanded: open, prefix: 'zzz', after: 0, language: 'en' }),
  ],
  ...(['mheap', 'mcentrals', 'ps', 'sites', `mcentral:${spanClass}`, span] as Key[]).map(
    (key): Act => [`children of ${key}`, () => session.treeChildren(key, 0, 200)],
  ),
  ...([first, span, 'mheap', 'mcentrals', `mcentral:${spanClass}`, 'arena:0'] as Key[]).map(
    (key): Act => [`inspect ${key}`, () => ask('inspect', { key })],
  ),
  ['timeline', () => ask('timeline', { fromTick: 0, toTick: tick, points: 1200 })],
  ['timeline, near', () => ask('timeline', { fromTick: tick - 2000, toTick: tick, points: 1200 })],
  ['events', () => ask('events', { tick, count: 200 })],
  ['events, collections', () => ask('events', { tick, count: 200, kinds: ['gcStart'] })],
  ['timeline, half', () => ask('timeline', { ...half, points: 4096 })],
  ['rangeSummary', () => ask('rangeSummary', { fromTick: 0, toTick: tick })],
  ['find a type', () => ask('find', { text: 'node' })],
  ['find nothing', () => ask('find', { text: 'zzzz' })],
  ['measure an arena', () => ask('measure', { key: 'arena:0' })],
  ['measure a span', () => ask('measure', { key: span })],
  ['levels', () => ask('levels', {})],
  ['dashboard', () => ask('dashboard', {})],
  ['zones', () => ask('zones', {})],
  // The first of them waits for another session to get to where the stretch begins.
  ['zones, half the run', () => ask('zones', { range: half })],
  ['zones, again', () => ask('zones', { range: half })],
  ['levels, half the run', () => ask('levels', { range: half })],
  ['inspect a slot, half the run', () => ask('inspect', { key: first, range: half })],
  [
    'spans of 512 pages, half the run',
    () => ask('spans', { firstPage: middle, pageCount: 512, colour: 'site', range: half }),
  ],
  ['marking', () => counted('marking', { limit: 110 } as never)],
  ['marking, focus', () => counted('marking', { limit: 110, focus: first } as never)],
  ['alive', () => counted('alive', { key: first } as never)],
  ['alive, again', () => counted('alive', { key: first } as never)],
  ['sites', () => session.sites()],
  ['keysOfLine', () => session.keysOfLine(14)],
  ['hoverFacts', () => session.hoverFacts({ file: 'large.go', line: 14, column: 8 })],
  ['memStats', () => session.memStats()],
  ['expectations', () => session.expectations()],
  ['report', () => session.report()],
  ['compare now with the end, another GOGC', () => compare({ gogc: 100 })],
  [
    'compare now with the end, the other runtime',
    () => compare({ profile: otherProfile(profile) }),
  ],
];

const rows: string[][] = [];
for (const [name, act] of questions) {
  const { longest, total } = await pieces(act);
  rows.push([name, digits(longest), digits(total), longest > barMilliseconds ? '<<<' : '']);
}
printTable(['question', 'longest ms', 'all ms', ''], rows);
