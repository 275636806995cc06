/**
 * Values that need no code: constants, and literals of constants, as bytes with relocations.
 */
import { boxKind } from '../escape/storage';
import { elemOf } from '../ir/build';
import type { Expr, SliceLitExpr, StringConvExpr } from '../ir/nodes';
import type { Layouts } from '../layout/layout';
import { isInterface, underlying } from '../types/predicates';
import { literalWords } from './literalwords';
import type { Data, Ref } from './object';
import { Rep, repOf } from './rep';

/** How constants get into interfaces without code. */
const constantBoxes: ReadonlySet<string> = new Set([
  'direct',
  'zero',
  'byteTable',
  'readonly',
  'static',
]);

/** Whether a value is known before the program runs. */
export function isConstant(n: Expr, layouts: Layouts): boolean {
  if (n.init !== undefined && n.init.length > 0) return false;
  switch (n.op) {
    case 'OLITERAL':
    case 'ONIL':
    case 'OMETHEXPR':
      return true;
    case 'ONAME':
      return n.class === 'PFUNC';
    case 'OCONVNOP':
      return isConstant(n.x, layouts);
    case 'OADDR':
      return staticAddress(n.x, layouts) !== undefined;
    case 'OPTRLIT':
      return n.esc === 'static' && isConstant(n.x, layouts);
    case 'OSTR2BYTES':
      return n.esc === 'static' && n.x.op === 'OLITERAL';
    case 'OSLICELIT':
      return n.esc === 'static' && n.elems.every((e) => isConstant(e.value, layouts));
    case 'OARRAYLIT':
      return n.elems.every((e) => isConstant(e.value, layouts));
    case 'OSTRUCTLIT':
      return n.fields.every((f) => isConstant(f.value, layouts));
    case 'OCLOSURE':
      return n.func.closureVars.length === 0;
    case 'OCONVIFACE': {
      if (isInterface(n.x.type)) return n.x.op === 'ONIL' || isConstant(n.x, layouts);
      if (!isConstant(n.x, layouts)) return false;
      const kind = boxKind(n, layouts);
      return constantBoxes.has(kind);
    }
    default:
      return false;
  }
}

/** The zero value, written as a constant. */
export function isZero(n: Expr): boolean {
  switch (n.op) {
    case 'ONIL':
      return true;
    case 'OLITERAL':
      if (n.value.kind === 'string') return n.value.value === '';
      return literalWords(n).every((word) => word === 0);
    case 'OCONVNOP':
      return isZero(n.x);
    case 'OSTRUCTLIT':
      return n.fields.every((f) => isZero(f.value));
    case 'OARRAYLIT':
      return n.elems.every((e) => isZero(e.value));
    default:
      return false;
  }
}

interface Located {
  readonly sym: string;
  readonly offset: number;
}

/** The package-level variable, and the place in it, that an addressable expression is. */
function staticAddress(n: Expr, layouts: Layouts): Located | undefined {
  switch (n.op) {
    case 'ONAME':
      return n.class === 'PEXTERN' ? { sym: n.sym, offset: 0 } : undefined;
    case 'ODOT': {
      const base = staticAddress(n.x, layouts);
      const struct = underlying(n.x.type);
      if (base === undefined || struct.kind !== 'struct') return undefined;
      return { ...base, offset: base.offset + (layouts.offsetsof(struct)[n.index] ?? 0) };
    }
    case 'OINDEX': {
      const base = staticAddress(n.x, layouts);
      if (base === undefined || underlying(n.x.type).kind !== 'array') return undefined;
      if (n.index.op !== 'OLITERAL' || n.index.value.kind !== 'int') return undefined;
      const index = Number(n.index.value.value);
      return { ...base, offset: base.offset + index * layouts.sizeof(n.type) };
    }
    default:
      return undefined;
  }
}

/** Where static data come from while values are written. */
interface StaticSource {
  readonly layouts: Layouts;
  readonly string: (bytes: string) => Data;
  readonly funcValue: (sym: string) => Data;
  readonly constant: (n: Expr, segment: 'rodata' | 'data') => Data;
  readonly backing: (n: SliceLitExpr | StringConvExpr) => Data;
}

/** Writes the constant parts of a value into `bytes`; the rest stays zero. */
export class StaticWriter {
  readonly relocations: Data['relocations'] = [];
  private readonly view: DataView;

  constructor(
    private readonly source: StaticSource,
    readonly bytes: Uint8Array,
  ) {
    this.view = new DataView(bytes.buffer);
  }

  private address(at: number, target: Ref): void {
    this.relocations.push({ offset: at, target });
  }

  private int(at: number, value: number): void {
    this.view.setUint32(at, value >>> 0, true);
    this.view.setUint32(at + 4, Math.floor(value / 2 ** 32), true);
  }

  private slice(at: number, data: Data, length: number): void {
    this.address(at, { kind: 'data', data, add: 0 });
    this.int(at + 8, length);
    this.int(at + 16, length);
  }

  // LONG: one case per kind of constant.
  write(n: Expr, at: number): void {
    const { layouts } = this.source;
    if (n.init !== undefined && n.init.length > 0) return;
    switch (n.op) {
      case 'OLITERAL':
        this.literal(n, at);
        return;
      case 'ONAME':
        if (n.class === 'PFUNC') this.func(at, n.sym);
        return;
      case 'OMETHEXPR':
        this.func(at, n.callee.sym);
        return;
      case 'OCLOSURE':
        if (n.func.closureVars.length === 0) this.func(at, n.func.name);
        return;
      case 'OCONVNOP':
        this.write(n.x, at);
        return;
      case 'OADDR': {
        const to = staticAddress(n.x, layouts);
        if (to !== undefined) this.address(at, { kind: 'global', sym: to.sym, add: to.offset });
        return;
      }
      case 'OPTRLIT':
        if (!isConstant(n, layouts)) return;
        this.address(at, { kind: 'data', data: this.source.constant(n.x, 'data'), add: 0 });
        return;
      case 'OSTR2BYTES':
        if (!isConstant(n, layouts)) return;
        if (n.x.op === 'OLITERAL' && n.x.value.kind === 'string') {
          this.slice(at, this.source.backing(n), n.x.value.value.length);
        }
        return;
      case 'OSLICELIT':
        if (isConstant(n, layouts)) this.slice(at, this.source.backing(n), n.len);
        return;
      case 'OARRAYLIT': {
        const size = layouts.sizeof(elemOf(n.type));
        for (const { index, value } of n.elems) this.write(value, at + index * size);
        return;
      }
      case 'OSTRUCTLIT': {
        const struct = underlying(n.type);
        const offsets = struct.kind === 'struct' ? layouts.offsetsof(struct) : [];
        for (const { index, field, value } of n.fields) {
          if (field.name !== '_') this.write(value, at + (offsets[index] ?? 0));
        }
        return;
      }
      case 'OCONVIFACE':
        if (isConstant(n, layouts)) this.iface(n, at);
        return;
      default:
    }
  }

  private func(at: number, sym: string): void {
    this.address(at, { kind: 'data', data: this.source.funcValue(sym), add: 0 });
  }

  private literal(n: Extract<Expr, { op: 'OLITERAL' }>, at: number): void {
    if (n.value.kind === 'string') {
      if (n.value.value === '') return;
      this.address(at, { kind: 'data', data: this.source.string(n.value.value), add: 0 });
      this.int(at + 8, n.value.value.length);
      return;
    }
    const rep = repOf(n.type);
    const words = literalWords(n);
    const [low = 0] = words;
    if (rep <= Rep.u8) this.view.setInt8(at, (low << 24) >> 24);
    else if (rep <= Rep.u16) this.view.setInt16(at, (low << 16) >> 16, true);
    else
      words.forEach((word, i) => {
        this.view.setInt32(at + 4 * i, word, true);
      });
  }

  private iface(n: Extract<Expr, { op: 'OCONVIFACE' }>, at: number): void {
    if (isInterface(n.x.type)) {
      this.write(n.x, at);
      return;
    }
    this.address(at, { kind: 'type', type: n.x.type, boxed: true });
    switch (boxKind(n, this.source.layouts)) {
      case 'direct':
        this.write(n.x, at + 8);
        return;
      case 'zero':
        this.address(at + 8, { kind: 'special', name: 'zerobase', add: 0 });
        return;
      case 'static':
        this.address(at + 8, { kind: 'data', data: this.source.constant(n.x, 'data'), add: 0 });
        return;
      default:
        this.address(at + 8, { kind: 'data', data: this.source.constant(n.x, 'rodata'), add: 0 });
    }
  }
}
