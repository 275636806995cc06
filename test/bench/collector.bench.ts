/**
 * How fast the collector marks and sweeps, next to the real one on the same graphs where Go is
 * present: a binary tree of depth 20 (2,097,151 nodes), a list of a million nodes, and a map of a
 * million entries that point at objects. Each is made by the same source on both sides, held by a
 * global, and collected while it is alive and after it was dropped.
 *
 * Both mark on one P while the world stands (GODEBUG gcstoptheworld=1), then sweep everything as
 * runtime.GC does. The real one's marking is its own account of collector time, its sweeping the
 * rest of runtime.GC. Ratios are Go's time over ours, of one turn; a turn before them that does
 * not count lets the engine's code be compiled.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile } from '../../src/golang/compile';
import { Machine } from '../../src/interpreter/machine';
import { nativeTable } from '../../src/interpreter/natives/all';
import { gcStart, markAll } from '../../src/runtime/mgc';
import { bgsweep, sweepone } from '../../src/runtime/mgcsweep';
import { WhyGC, WhySweep } from '../../src/runtime/trace';
import { digits, isHere, median, minimum, printTable } from './figures';

const turns = 3;
/** Collections of the living graph; the fastest counts. */
const repeats = 3;

/** What comes before main: fill makes the graph, drop lets go of it. */
const graphs = {
  tree: `type node struct{ left, right *node }

var root *node

func build(depth int) *node {
	if depth == 0 {
		return &node{}
	}
	return &node{build(depth - 1), build(depth - 1)}
}

func fill() { root = build(20) }
func drop() { root = nil }
`,
  list: `type node struct {
	next  *node
	value int
}

var root *node

func fill() {
	for i := 0; i < 1_000_000; i++ {
		root = &node{root, i}
	}
}
func drop() { root = nil }
`,
  map: `type item struct{ a, b int }

var root map[int]*item

func fill() {
	root = map[int]*item{}
	for i := 0; i < 1_000_000; i++ {
		root[i] = &item{i, i}
	}
}
func drop() { root = nil }
`,
};
type Graph = keyof typeof graphs;

/** Milliseconds. */
interface Times {
  readonly mark: number;
  readonly sweep: number;
}
interface Result {
  readonly alive: Times;
  readonly dropped: Times;
}

/** Long enough that a machine stops in it between its slices. */
const pause = 1_000_000;

function collect({ rt }: Machine): Times {
  rt.p = 0;
  const start = performance.now();
  if (!gcStart(rt, WhyGC.cycle)) throw new Error('no cycle');
  markAll(rt);
  const marked = performance.now();
  while (sweepone(rt, WhySweep.gc) >= 0);
  while (!bgsweep(rt, 10));
  return { mark: marked - start, sweep: performance.now() - marked };
}

function fastest(times: readonly Times[]): Times {
  return {
    mark: minimum(times.map(({ mark }) => mark)),
    sweep: minimum(times.map(({ sweep }) => sweep)),
  };
}

function onEngine(graph: Graph): Result {
  const source = `package main

${graphs[graph]}
func main() {
	fill()
	println("filled")
	for i := 0; i < ${pause}; i++ {
	}
	drop()
}
`;
  const { program, diagnostics } = compile(`${graph}.go`, source);
  if (!program) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const machine = new Machine(program, nativeTable(program.natives), {
    ...{ procs: 1, gogc: 100, seed: 1, budgetBytes: 2 ** 30, recording: false },
    sites: program.sites.length,
  });
  while (machine.output.length === 0 && !machine.ended) machine.run(pause / 10, false);
  if (machine.ended) throw new Error('the graph was dropped before it was measured');
  if (machine.rt.gcPhase !== 0) markAll(machine.rt);
  collect(machine);
  const alive = fastest(Array.from({ length: repeats }, () => collect(machine)));
  while (!machine.ended) machine.run(pause, false);
  return { alive, dropped: collect(machine) };
}

const goMain = `
func collect() {
	gc := []metrics.Sample{{Name: "/cpu/classes/gc/total:cpu-seconds"}}
	metrics.Read(gc)
	before := gc[0].Value.Float64()
	start := time.Now()
	runtime.GC()
	total := time.Since(start).Seconds()
	metrics.Read(gc)
	mark := gc[0].Value.Float64() - before
	fmt.Println(mark*1e3, (total-mark)*1e3)
}

func main() {
	fill()
	runtime.GC()
	for range ${repeats} {
		collect()
	}
	drop()
	collect()
}
`;

function buildGo(graph: Graph, home: string): string {
  const [source, binary] = [join(home, `${graph}.go`), join(home, graph)];
  const imports = '"fmt"\n"runtime"\n"runtime/metrics"\n"time"';
  writeFileSync(source, `package main\nimport (${imports})\n${graphs[graph]}${goMain}`);
  const { status, stderr } = spawnSync('go', ['build', '-o', binary, source], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return binary;
}

function onGo(binary: string): Result {
  const env = {
    ...process.env,
    ...{ GOMAXPROCS: '1', GOGC: '100', GODEBUG: 'gcstoptheworld=1' },
  };
  const { stdout, status, stderr } = spawnSync(binary, { encoding: 'utf8', env });
  if (status !== 0) throw new Error(stderr);
  const times = stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.split(' ').map(Number))
    .map(([mark, sweep]): Times => ({ mark: mark!, sweep: sweep! }));
  return { alive: fastest(times.slice(0, repeats)), dropped: times[repeats]! };
}

const home = mkdtempSync(join(tmpdir(), 'gomem-bench-'));
const nothing: Times = { mark: NaN, sweep: NaN };
try {
  const hasGo = isHere('go', 'version');
  if (!hasGo) console.log('Go is not here: no ratios');
  const rows = (Object.keys(graphs) as Graph[]).flatMap((graph) => {
    const binary = hasGo ? buildGo(graph, home) : undefined;
    onEngine(graph);
    const pairs = Array.from({ length: turns }, (_, turn) => {
      console.log(`${graph}, turn ${turn + 1} of ${turns}…`);
      const peer = binary === undefined ? { alive: nothing, dropped: nothing } : onGo(binary);
      return { ours: onEngine(graph), peer };
    });
    const row = (name: string, of: (result: Result) => number): string[] => {
      const ratios = pairs.map(({ ours, peer }) => of(peer) / of(ours));
      return [
        `${graph}: ${name}`,
        digits(minimum(pairs.map(({ ours }) => of(ours)))),
        digits(minimum(pairs.map(({ peer }) => of(peer)))),
        `${digits(minimum(ratios))} / ${digits(median(ratios))}`,
      ];
    };
    return [
      row('mark', ({ alive }) => alive.mark),
      row('sweep, alive', ({ alive }) => alive.sweep),
      row('sweep, dropped', ({ dropped }) => dropped.sweep),
    ];
  });
  printTable(['graph', 'ours ms', 'Go ms', 'Go over ours: min / median'], rows);
} finally {
  rmSync(home, { recursive: true, force: true });
}
