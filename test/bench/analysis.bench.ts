/**
 * How long the analysis of a file of 2,000 lines takes: what happens on a pause while typing. The
 * bar is 50 ms.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { analyse } from '../../src/golang/analyse';

/** The functions, types and variables of all examples, each example's names made its own. */
function longFile(lines: number): string {
  const parts: string[] = [];
  const names = readdirSync('examples').filter((name) => name.endsWith('.go'));
  for (let i = 0, count = 0; count < lines; i++) {
    const source = readFileSync(`examples/${names[i % names.length]!}`, 'utf8');
    const body = source
      .replace(/^[\s\S]*?\nimport (?:\([^)]*\)|"[^"]*")\n/, '')
      .replaceAll(/^(\t*)\/\/mem:(stop|expect).*$/gm, '$1// $2');
    const declared = [...body.matchAll(/^(?:func|type|var) (\w+)/gm)].map(([, name]) => name!);
    const renamed = declared.reduce(
      (text, name) => text.replaceAll(new RegExp(`(?<![.\\w"])${name}\\b`, 'g'), `${name}${i}`),
      body,
    );
    parts.push(renamed);
    count += renamed.split('\n').length;
  }
  const used = ['fmt', 'runtime', 'sort', 'strconv', 'strings', 'sync'];
  const body = parts.join('\n');
  const imports = used.filter((name) => body.includes(`${name}.`)).map((name) => `\t"${name}"\n`);
  return `package main\n\nimport (\n${imports.join('')})\n\n${body}\nfunc main() {}\n`;
}

const source = longFile(2000);
const lines = source.split('\n').length;
const first = analyse('long.go', source);
if (first.lowered === undefined) {
  throw new Error(first.diagnostics.map(({ message }) => message).join('\n'));
}
const times: number[] = [];
for (let i = 0; i < 40; i++) {
  const start = performance.now();
  analyse('long.go', source);
  times.push(performance.now() - start);
}
times.sort((a, b) => a - b);
const show = (time: number): string => `${time.toFixed(1)} ms`;
console.log(
  `analysis of ${lines} lines: minimum ${show(times[0]!)}, median ${show(times[20]!)} (bar 50 ms)`,
);
