/** Where things stand in the source, as diagnostics say it. */
import type { Node } from '../syntax/nodes';
import type { Pos } from '../syntax/pos';
import { Operand } from './operand';
import type { Obj } from './types';

/** Where a diagnostic is put: at a position, or over the extent of a node or an operand. */
export type Place = Pos | Node | Operand | Obj;

/** Where gc says that a node begins: slice expressions count from their bracket. */
export function startOf(node: Node): Pos {
  let n: Node | undefined = node;
  for (;;) {
    switch (n.kind) {
      case 'CompositeLit':
        if (n.typeExpr === undefined) return n.pos;
        n = n.typeExpr;
        break;
      case 'KeyValueExpr':
        n = n.key;
        break;
      case 'SelectorExpr':
      case 'IndexExpr':
      case 'AssertExpr':
        n = n.x;
        break;
      case 'TypeSwitchGuard':
        n = n.lhs ?? n.x;
        break;
      case 'Operation':
        if (n.y === undefined) return n.pos;
        n = n.x;
        break;
      case 'CallExpr':
        n = n.fun;
        break;
      case 'SendStmt':
        n = n.chan;
        break;
      case 'AssignStmt':
      case 'RangeClause':
        if (n.lhs[0] === undefined) return n.pos;
        [n] = n.lhs;
        break;
      default:
        return n.pos;
    }
  }
}

export function extent(place: Place): { pos: Pos; end: Pos } {
  if (typeof place === 'number') return { pos: place, end: place };
  if (place instanceof Operand) {
    const { expr } = place;
    return expr === undefined ? { pos: 0 as Pos, end: 0 as Pos } : extent(expr);
  }
  if ('start' in place) return { pos: startOf(place), end: place.end };
  // An object stands where its name is declared.
  return { pos: place.pos, end: (place.pos + place.name.length) as Pos };
}
