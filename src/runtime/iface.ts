/**
 * Which types implement which interfaces, and with which functions. Follows runtime/iface.go of
 * Go 1.26.
 *
 * NON-GO: interface values hold the type itself in their first word, whether the interface has
 * methods or not, so an itab is looked up at the call and never stands in a value.
 */
import type { ColumnSet, Table } from '../base/columns';
import type { Runtime } from './runtime';
import type { TypeDesc } from './type';

const entrySchema = {
  /** Type number of the interface + 1; 0: unused. */
  inter: 'i32',
  typ: 'i32',
  /** Row of the first method in `fun`, or -1 - (number of the first method that is missing). */
  fun: 'i32',
} as const;

/** itabTable: pairs of interface and type seen so far, hashed. */
export interface ItabTable {
  readonly columns: ColumnSet;
  readonly entries: Table<typeof entrySchema>;
  /** Functions of the itabs, those of one after the other. */
  readonly fun: Table<{ readonly func: 'i32' }>;
  readonly count: Table<{ readonly entries: 'i32' }>;
}

const itabInitSize = 512;

export function newItabs(columns: ColumnSet): ItabTable {
  return {
    columns,
    entries: columns.table('itab', entrySchema, itabInitSize),
    fun: columns.table('itabfun', { func: 'i32' } as const, 0, 256),
    count: columns.table('itabcount', { entries: 'i32' } as const, 1),
  };
}

function itabHashFunc(inter: number, typ: number): number {
  return (Math.imul(inter, 0x9e3779b9) ^ Math.imul(typ, 0x85ebca6b)) >>> 15;
}

/** Row of a pair, or of the unused row where it belongs. */
function find(itabs: ItabTable, inter: number, typ: number): number {
  const { entries } = itabs;
  const mask = entries.rows - 1;
  let row = itabHashFunc(inter, typ) & mask;
  // HOT
  for (let step = 1; ; step++) {
    const seen = entries.inter[row]!;
    if (seen === 0 || (seen === inter + 1 && entries.typ[row] === typ)) return row;
    row = (row + step) & mask;
  }
}

/** Twice as many rows, when three quarters are in use. */
function grow(itabs: ItabTable): void {
  const { entries } = itabs;
  const { rows } = entries;
  const inter = entries.inter.slice(0, rows);
  const typ = entries.typ.slice(0, rows);
  const fun = entries.fun.slice(0, rows);
  itabs.columns.resize(entries, 2 * rows);
  entries.inter.fill(0, 0, rows);
  for (let i = 0; i < rows; i++) {
    if (inter[i] === 0) continue;
    const row = find(itabs, inter[i]! - 1, typ[i]!);
    entries.inter[row] = inter[i]!;
    entries.typ[row] = typ[i]!;
    entries.fun[row] = fun[i]!;
  }
}

/** Function of `type` for method `k` of an interface, or -1. */
function lookup(type: TypeDesc, inter: TypeDesc, k: number): number {
  const wanted = inter.methods[k]!;
  for (const method of type.methods) {
    const { name, pkg } = method;
    if (name === wanted.name && pkg === wanted.pkg && method.type === wanted.type)
      return method.func;
  }
  return -1;
}

/**
 * Functions with which a concrete type implements an interface: a row of `rt.itabs.fun`, in which
 * method m of the interface stands m rows further; or -1 - (number of the first missing method).
 */
export function getitab(rt: Runtime, inter: number, typ: number): number {
  const { itabs } = rt;
  let row = find(itabs, inter, typ);
  if (itabs.entries.inter[row] !== 0) return itabs.entries.fun[row]!;
  if (itabs.count.entries[0]! >= 3 * (itabs.entries.rows / 4)) {
    grow(itabs);
    row = find(itabs, inter, typ);
  }
  const type = rt.types[typ]!;
  const asked = rt.types[inter]!;
  let fun = itabs.fun.rows;
  const funcs = asked.methods.map((_, k) => lookup(type, asked, k));
  const missing = funcs.indexOf(-1);
  if (missing >= 0) {
    fun = -1 - missing;
  } else {
    itabs.columns.resize(itabs.fun, fun + funcs.length);
    itabs.fun.func.set(funcs, fun);
  }
  itabs.entries.inter[row] = inter + 1;
  itabs.entries.typ[row] = typ;
  itabs.entries.fun[row] = fun;
  itabs.count.entries[0]! += 1;
  return fun;
}

/** Number of the first method of interface `inter` that type `typ` lacks, or -1. */
export function missingMethod(rt: Runtime, typ: number, inter: number): number {
  const fun = getitab(rt, inter, typ);
  return fun < 0 ? -1 - fun : -1;
}

/** Function that a call of method `m` of interface `inter` runs for type `typ`, which has it. */
export function methodOf(rt: Runtime, inter: number, typ: number, m: number): number {
  // The lookup may replace the array.
  const fun = getitab(rt, inter, typ);
  return rt.itabs.fun.func[fun + m]!;
}
