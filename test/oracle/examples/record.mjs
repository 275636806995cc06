/**
 * Asks the real toolchain about every file of examples/ and examples/lessons/: what it prints, what
 * the escape analysis says, and which line allocates how many objects of how many bytes.
 *
 *     node test/oracle/examples/record.mjs            compare with what is recorded
 *     node test/oracle/examples/record.mjs --write    write examples.json, lessons.json
 *
 * The allocations are those of a build without inlining (`-gcflags=-l`) whose runtime notes each
 * mallocgc with its call stack: two files are overlaid at build time, the installed Go stays as it
 * is. An allocation counts for the line of the frame of the program that made it. Left out is what
 * differs from run to run: allocations that a package makes on behalf of a line (pools may be warm
 * or not), and whether a tiny object shares its block, so rows of tiny objects have no `bytes`.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = join(root, 'test/oracle/examples');
const env = {
  ...process.env,
  GOTOOLCHAIN: 'local',
  GOFLAGS: '-mod=mod',
  GOOS: 'linux',
  GOARCH: 'amd64',
  CGO_ENABLED: '0',
};

const logFile = `package runtime

type noted struct {
	size, elem uintptr
	noscan     bool
	depth      int
	stack      [32]uintptr
}

var notes [1 << 15]noted
var noteCount int
var noting bool
var noteLock mutex

func noteMalloc(size, elem uintptr, typ *_type) {
	if !noting {
		return
	}
	lock(&noteLock)
	if noteCount < len(notes) {
		n := &notes[noteCount]
		noteCount++
		n.size, n.elem, n.noscan = size, elem, typ == nil || !typ.Pointers()
		n.depth = callers(1, n.stack[:])
	}
	unlock(&noteLock)
}

func StartNotes()    { noting = true }
func StopNotes() int { noting = false; return noteCount }

func Note(i int) (size, elem uintptr, noscan bool, stack []uintptr) {
	n := &notes[i]
	return n.size, n.elem, n.noscan, n.stack[:n.depth]
}
`;

const mainFile = `package main

import "runtime"

func main() {
	runtime.StartNotes()
	exampleMain()
	count := runtime.StopNotes()
	for i := range count {
		size, elem, noscan, stack := runtime.Note(i)
		print(size, " ", elem, " ", noscan)
		frames := runtime.CallersFrames(stack)
		for {
			frame, more := frames.Next()
			print(" ", frame.Function, "@", frame.Line)
			if !more {
				break
			}
		}
		println()
	}
}
`;

/**
 * @typedef {{ line: number, size: number, count: number, bytes?: number, noscan?: boolean }} Row
 * @typedef {object} Answer
 * @property {string} stdout
 * @property {(string | number | undefined)[][]} messages
 * @property {Row[]} allocations
 */

/**
 * @param {string[]} args
 * @param {string} [cwd]
 */
function go(args, cwd) {
  return execFileSync('go', args, {
    env,
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** The overlay that makes mallocgc note what it gives out. */
function makeOverlay() {
  // The same place each time: the build cache knows the rebuilt runtime by the names of its files.
  const directory = join(tmpdir(), 'gomem-overlay');
  mkdirSync(directory, { recursive: true });
  const goroot = go(['env', 'GOROOT']).trim();
  const malloc = join(goroot, 'src/runtime/malloc.go');
  const source = readFileSync(malloc, 'utf8');
  const begin = source.indexOf('\nfunc mallocgc(');
  const end = source.indexOf('\treturn x\n}\n', begin);
  if (begin < 0 || end < 0) throw new Error('mallocgc of this Go version looks different');
  writeFileSync(
    join(directory, 'malloc.go'),
    `${source.slice(0, end)}\tnoteMalloc(size, elemsize, typ)\n${source.slice(end)}`,
  );
  writeFileSync(join(directory, 'notes.go'), logFile);
  const overlay = join(directory, 'overlay.json');
  const Replace = {
    [malloc]: join(directory, 'malloc.go'),
    [join(goroot, 'src/runtime/zz_notes.go')]: join(directory, 'notes.go'),
  };
  writeFileSync(overlay, JSON.stringify({ Replace }));
  return overlay;
}

/**
 * Lines of the compiler for the file, as [line, column, text].
 * @param {string} file
 * @param {string} directory
 */
function messages(file, directory) {
  writeFileSync(join(directory, 'go.mod'), 'module example\n\ngo 1.26\n');
  writeFileSync(join(directory, 'main.go'), readFileSync(file));
  // -export compiles the package alone, and a cached answer repeats its messages.
  const result = execFileSync(
    'sh',
    ['-c', "go list -export -gcflags='-m -l' -f '{{.Name}}' . 2>&1"],
    { env, cwd: directory, encoding: 'utf8' },
  );
  return result
    .split('\n')
    .map((line) => /^\.\/main\.go:(\d+):(\d+): (.*)$/.exec(line))
    .filter((found) => found !== null)
    .map(([, line, column, text]) => [Number(line), Number(column), text]);
}

/**
 * What each line of the program allocates, in order of line, then of size.
 * @param {string} file
 * @param {string} directory
 * @param {string} overlay
 */
function allocations(file, directory, overlay) {
  const source = readFileSync(file, 'utf8');
  const procs = /^\/\/mem:procs (\d+)/m.exec(source)?.[1] ?? '1';
  const gogc = /^\/\/mem:gogc (\w+)/m.exec(source)?.[1] ?? '100';
  writeFileSync(join(directory, 'main.go'), source.replace('func main()', 'func exampleMain()'));
  writeFileSync(join(directory, 'zz_main.go'), mainFile);
  go(['build', '-gcflags=-l', '-overlay', overlay, '-o', 'example', '.'], directory);
  const text = execFileSync('sh', ['-c', './example 2>&1 >/dev/null'], {
    cwd: directory,
    env: { ...env, GOMAXPROCS: procs, GOGC: gogc, GODEBUG: 'asyncpreemptoff=1' },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  /** @type {Map<string, Row>} */
  const groups = new Map();
  for (const line of text.split('\n').filter(Boolean)) {
    const [size, elem, noscan, ...frames] = line.split(' ');
    const named = frames.map((frame) => {
      const at = frame.lastIndexOf('@');
      return { name: frame.slice(0, at), line: Number(frame.slice(at + 1)) };
    });
    const user = named.find(({ name }) => name.startsWith('main.') && name !== 'main.main');
    // What a collection sets up for itself is not the line's doing.
    const collector = named.some(({ name }) => name === 'runtime.gcStart');
    if (user === undefined || collector) continue;
    const outside = named.find(({ name }) => !/^(runtime|internal\/runtime\/\w+)\./.test(name));
    if (outside !== user) continue;
    const tiny = noscan === 'true' && Number(size) < 16;
    const key = [user.line, size, noscan].join();
    const row = groups.get(key) ?? { line: user.line, size: Number(size), count: 0 };
    row.count += 1;
    if (!tiny) row.bytes = (row.bytes ?? 0) + Number(elem);
    row.noscan = noscan === 'true';
    groups.set(key, row);
  }
  return [...groups.values()].sort(
    (a, b) => a.line - b.line || a.size - b.size || Number(a.noscan) - Number(b.noscan),
  );
}

/**
 * Everything there is to know about one example.
 * @param {string} file
 * @param {string} overlay
 * @param {string} directory
 * @returns {Answer}
 */
function ask(file, overlay, directory) {
  mkdirSync(directory, { recursive: true });
  const notes = messages(file, directory);
  const stdout = go(['run', '.'], directory);
  return { stdout, messages: notes, allocations: allocations(file, directory, overlay) };
}

/**
 * Asks the toolchain that is on the path about `names` (files of examples/).
 * @param {string[]} names
 */
export function askGo(names) {
  const directory = mkdtempSync(join(tmpdir(), 'gomem-examples-'));
  try {
    const overlay = makeOverlay();
    /** @type {Record<string, Answer>} */
    const answers = {};
    for (const name of names) {
      answers[name] = ask(resolve(root, 'examples', name), overlay, join(directory, name));
    }
    return { go: go(['env', 'GOVERSION']).trim(), examples: answers };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/**
 * One example, a line per fact, so that differences of the file read well.
 * @param {{ go: string, command: string, examples: Record<string, Answer> }} recording
 */
function format({ go: version, command, examples }) {
  /** @param {unknown[]} list */
  const lines = (list) => list.map((item) => `      ${JSON.stringify(item)}`).join(',\n');
  const bodies = Object.entries(examples).map(
    ([name, { stdout, messages: said, allocations: made }]) =>
      `  ${JSON.stringify(name)}: {\n    "stdout": ${JSON.stringify(stdout)},\n` +
      `    "messages": [\n${lines(said)}\n    ],\n    "allocations": [\n${lines(made)}\n    ]\n  }`,
  );
  return (
    `{\n"go": ${JSON.stringify(version)},\n"command": ${JSON.stringify(command)},\n` +
    `"examples": {\n${bodies.join(',\n')}\n}\n}\n`
  );
}

/** @param {string} under A folder in examples/, with a slash behind it, or nothing. */
function programs(under) {
  const names = readdirSync(join(root, 'examples', under)).filter((name) => name.endsWith('.go'));
  return names.sort((a, b) => (a < b ? -1 : 1)).map((name) => under + name);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const command = 'node test/oracle/examples/record.mjs --write';
  for (const [file, under] of /** @type {const} */ ([
    ['examples.json', ''],
    ['lessons.json', 'lessons/'],
  ])) {
    const text = format({ ...askGo(programs(under)), command });
    const recorded = join(folder, file);
    if (process.argv.includes('--write')) writeFileSync(recorded, text);
    else if (readFileSync(recorded, 'utf8') !== text) {
      console.log(`${file} differs from what this toolchain says`);
      process.exitCode = 1;
    }
  }
}
