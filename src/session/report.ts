/**
 * A run as a Markdown page: what it printed, what each line allocated, collections, expectations.
 */
import { say, sayBytes, sayCount, sayText } from '../protocol/strings';
import { gcReason } from './events';
import type { Session, SiteCounts } from './session';

/** Lines of output that are shown. */
const outputLines = 40;

export function report(session: Session): string {
  const { language } = session.options;
  const sections = [
    [`# ${say(language, 'report.title', { name: session.name })}`],
    summary(session),
    siteTable(session),
    collections(session),
    expectations(session),
    output(session),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** Text inside of a table's cell. */
function cell(text: string | number): string {
  return String(text).replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll('\n', ' ');
}

/** Code inside of a table's cell, whatever it holds. */
function code(text: string): string {
  const plain = cell(text);
  return plain === '' ? '' : plain.includes('`') ? `\`\` ${plain} \`\`` : `\`${plain}\``;
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

function summary(session: Session): string[] {
  const { language, profile, procs, gogc, memoryLimit } = session.options;
  const { stats, tick, exit } = session.state();
  const sayFact = (id: Parameters<typeof sayText>[1]): string => sayText(language, id);
  const rows: [string, string][] = [
    [sayFact({ id: 'fact.profile' }), profile],
    [sayFact({ id: 'fact.procs' }), String(procs)],
    [sayFact({ id: 'fact.gogc' }), gogc < 0 ? sayFact({ id: 'fact.off' }) : String(gogc)],
    [
      sayFact({ id: 'fact.memoryLimit' }),
      memoryLimit < 0 ? sayFact({ id: 'fact.off' }) : sayBytes(memoryLimit),
    ],
    [sayFact({ id: 'report.ticks' }), sayCount(tick)],
    [sayFact({ id: 'fact.count' }), sayCount(stats.mallocs)],
    [sayFact({ id: 'report.heap' }), sayBytes(stats.heapLiveBytes)],
    [sayFact({ id: 'fact.inUse' }), sayBytes(stats.heapInUseBytes)],
    [sayFact({ id: 'fact.mcacheHits' }), sayCount(stats.mcacheHits)],
    [sayFact({ id: 'fact.mcentralLocks' }), sayCount(stats.mcentralLocks)],
    [sayFact({ id: 'fact.mheapLocks' }), sayCount(stats.mheapLocks)],
    [sayFact({ id: 'fact.syscalls' }), sayCount(stats.syscalls)],
  ];
  const lines = table(
    ['', ''],
    rows.map((row) => row.map(cell)),
  );
  if (exit !== undefined && exit.message !== '') lines.push('', `**${cell(exit.message)}**`);
  return lines;
}

function siteTable(session: Session): string[] {
  const { language } = session.options;
  const used = session
    .sites()
    .filter(({ user, count }) => user && count > 0)
    .toSorted((a, b) => b.bytes - a.bytes || a.position.line - b.position.line || a.site - b.site);
  if (used.length === 0) return [];
  const head = [
    say(language, 'report.line'),
    say(language, 'fact.site'),
    say(language, 'fact.type'),
    say(language, 'fact.count'),
    say(language, 'fact.requested'),
    say(language, 'fact.slotBytes'),
    say(language, 'fact.class'),
    say(language, 'fact.total'),
    say(language, 'fact.live'),
  ];
  const row = (site: SiteCounts): (string | number)[] => [
    site.position.line,
    code(site.text),
    code(site.type),
    sayCount(site.count),
    sayBytes(site.size),
    sayBytes(site.elemBytes),
    site.sizeClass,
    sayBytes(site.bytes),
    sayCount(site.live),
  ];
  return [`## ${say(language, 'tree.sites')}`, '', ...table(head, used.map(row))];
}

function collections(session: Session): string[] {
  const { language } = session.options;
  const gcs = session.loadedRun?.recorder.collections ?? [];
  if (gcs.length === 0) return [];
  const head = [
    say(language, 'report.gc'),
    say(language, 'events.tick'),
    say(language, 'report.before'),
    say(language, 'report.after'),
    say(language, 'timeline.goal'),
    say(language, 'events.why'),
  ];
  const rows = gcs.map((gc) => [
    gc.cycle,
    sayCount(gc.startTick),
    sayBytes(gc.liveBefore),
    sayBytes(gc.marked),
    sayBytes(gc.goal),
    cell(say(language, gcReason(gc.why))),
  ]);
  return [`## ${say(language, 'report.gcs')}`, '', ...table(head, rows)];
}

function expectations(session: Session): string[] {
  const { language } = session.options;
  const results = session.expectations();
  if (results.length === 0) return [];
  const head = [
    say(language, 'report.line'),
    say(language, 'report.expected'),
    say(language, 'report.result'),
  ];
  const rows = results.map(({ line, expected, ok, actual }) => [
    line,
    code(expected),
    ok ? '✓' : cell(`✗ ${actual}`),
  ]);
  return [`## ${say(language, 'report.expectations')}`, '', ...table(head, rows)];
}

function output(session: Session): string[] {
  const { language } = session.options;
  const text = session.output();
  if (text === '') return [];
  const lines = text.replace(/\n$/, '').split('\n');
  const shown = lines.slice(0, outputLines);
  if (lines.length > outputLines) shown.push('…');
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return [`## ${say(language, 'report.output')}`, '', `${fence}text`, ...shown, fence];
}
