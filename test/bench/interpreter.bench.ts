/**
 * How fast programs run: instructions per second, and the time of each program of
 * test/bench/programs next to yaegi (an interpreter of Go in Go) and to the same program compiled
 * by `go build`, where these can be had. The bar: ahead of yaegi on each. Runs take turns; each
 * ratio is of one turn.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile } from '../../src/golang/compile';
import { Machine } from '../../src/interpreter/machine';
import { nativeTable } from '../../src/interpreter/natives/all';
import { digits, isHere, median, minimum, printTable } from './figures';

const yaegiModule = 'github.com/traefik/yaegi/cmd/yaegi@v0.16.1';
const folder = 'test/bench/programs';
const turns = 3;
const names = readdirSync(folder).filter((name) => name.endsWith('.go'));

interface Timed {
  readonly milliseconds: number;
  readonly output: string;
  readonly steps: number;
}

function onMachine(name: string): Timed {
  const start = performance.now();
  const { program, diagnostics } = compile(name, readFileSync(join(folder, name), 'utf8'));
  if (!program) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const machine = new Machine(program, nativeTable(program.natives), {
    ...{ procs: 1, gogc: 100, seed: 1, budgetBytes: 2 ** 30, recording: false },
    sites: program.sites.length,
  });
  while (!machine.ended) machine.run(1_000_000, false);
  const milliseconds = performance.now() - start;
  const output = Buffer.from(machine.output.read(0)).toString();
  return { milliseconds, output, steps: machine.tick };
}

function onCommand(command: string, args: readonly string[]): Timed {
  const start = performance.now();
  const { stdout, stderr, status } = spawnSync(command, args, { encoding: 'utf8' });
  const milliseconds = performance.now() - start;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}:\n${stderr}`);
  return { milliseconds, output: stdout, steps: 0 };
}

/** Installs yaegi for this run; undefined where that does not work. */
function installYaegi(home: string): string | undefined {
  console.log(`installing ${yaegiModule}…`);
  const env = { ...process.env, GOBIN: home, GOFLAGS: '-mod=mod', GOTOOLCHAIN: 'local' };
  const { status, stderr } = spawnSync('go', ['install', yaegiModule], { env, encoding: 'utf8' });
  if (status === 0) return join(home, 'yaegi');
  console.log(`no yaegi: ${stderr.trim().split('\n').at(-1) ?? ''}`);
  return undefined;
}

const home = mkdtempSync(join(tmpdir(), 'gomem-bench-'));
try {
  const hasGo = isHere('go', 'version');
  const yaegi = hasGo ? installYaegi(home) : undefined;
  const rows = names.map((name) => {
    const ours: Timed[] = [];
    const peers: number[] = [];
    const compiled: number[] = [];
    const binary = join(home, name.replace('.go', ''));
    if (hasGo) onCommand('go', ['build', '-o', binary, join(folder, name)]);
    for (let turn = 0; turn < turns; turn++) {
      const own = onMachine(name);
      ours.push(own);
      if (hasGo) {
        const real = onCommand(binary, []);
        if (real.output !== own.output) throw new Error(`${name} prints ${own.output}`);
        compiled.push(real.milliseconds);
      }
      if (yaegi) peers.push(onCommand(yaegi, ['run', join(folder, name)]).milliseconds);
    }
    const times = ours.map(({ milliseconds }) => milliseconds);
    const ratios = (others: readonly number[]): string => {
      if (others.length === 0) return '–';
      const all = others.map((time, turn) => time / times[turn]!);
      return `${digits(minimum(all))} / ${digits(median(all))}`;
    };
    const perSecond = ours[0]!.steps / (minimum(times) / 1000);
    return [
      name,
      digits(minimum(times)),
      digits(perSecond / 1e6),
      digits(peers.length > 0 ? minimum(peers) : NaN),
      ratios(peers),
      ratios(compiled),
    ];
  });
  printTable(
    [
      'program',
      'ms',
      'M steps/s',
      'yaegi ms',
      'yaegi over ours min / median',
      'go build over ours',
    ],
    rows,
  );
  console.log('bar: yaegi over ours at least 1 on each program; compiling is part of our time');
} finally {
  rmSync(home, { recursive: true, force: true });
}
