/**
 * Labels and the statements that jump: break, continue, goto, fallthrough. Targets are written into
 * the branch statements.
 */

import type {
  BlockStmt,
  BranchStmt,
  ForStmt,
  LabeledStmt,
  SelectStmt,
  Stmt,
  SwitchStmt,
} from '../syntax/nodes';
import type { Pos } from '../syntax/pos';
import type { Checker } from './context';
import { exprString } from '../syntax/exprstring';

interface Label {
  readonly parent: Block;
  readonly stmt: LabeledStmt;
  used: boolean;
}

interface Block {
  readonly parent: Block | undefined;
  readonly start: Pos;
  /** The labeled statement this block is the body of. */
  readonly labeled: LabeledStmt | undefined;
}

/** What unlabeled branches refer to. */
interface Targets {
  readonly breaks: ForStmt | SwitchStmt | SelectStmt | undefined;
  readonly continues: ForStmt | undefined;
  /** Number of the case directly around, -1 if there is none. */
  readonly caseIndex: number;
}

/** Checks and resolves all branches of a function body. */
export function checkBranches(c: Checker, body: BlockStmt): void {
  if (!body.list.some(mayBranch)) return;
  const labels = new Map<string, Label>();
  const walker = new BranchWalker(c, labels);
  const targets: Targets = { breaks: undefined, continues: undefined, caseIndex: -1 };
  const open = walker.block(undefined, targets, undefined, body.pos, body.list);
  for (const jump of open) {
    const { label } = jump;
    if (label === undefined) continue;
    const known = labels.get(label.name);
    if (known !== undefined) {
      known.used = true;
      const start = c.positionString(known.parent.start);
      c.error(label, `goto ${label.name} jumps into block starting at ${start}`);
    } else c.error(label, `label ${label.name} not defined`);
  }
  for (const label of labels.values()) {
    const name = label.stmt.label;
    if (!label.used) c.error(name, `label ${name.name} defined and not used`);
  }
}

/** A quick look that spares most function bodies the walk. */
function mayBranch(s: Stmt): boolean {
  const kinds = ['BranchStmt', 'LabeledStmt', 'BlockStmt', 'IfStmt', 'ForStmt', 'SwitchStmt'];
  return kinds.includes(s.kind) || s.kind === 'SelectStmt';
}

class BranchWalker {
  constructor(
    private readonly c: Checker,
    private readonly labels: Map<string, Label>,
  ) {}

  /** Walks one block; returns the gotos whose label was not met in it. */
  block(
    parent: Block | undefined,
    targets: Targets,
    labeled: LabeledStmt | undefined,
    start: Pos,
    body: readonly Stmt[],
  ): BranchStmt[] {
    const block: Block = { parent, start, labeled };
    let forward: BranchStmt[] = [];
    /** Jumps that cross the latest variable declaration, and that declaration. */
    let crossing: { jumps: BranchStmt[]; pos: Pos; name: string } | undefined;
    const list = withoutTrailingEmpty(body);
    list.forEach((stmt, index) => {
      let s = stmt;
      let label: LabeledStmt | undefined;
      while (s.kind === 'LabeledStmt') {
        label = s;
        this.declare(block, s);
        forward = this.resolveForward(s, forward, crossing);
        s = s.stmt;
      }
      const declared = declaredVariable(s);
      if (declared !== undefined) crossing = { jumps: [...forward], ...declared };
      if (s.kind === 'BranchStmt') {
        this.branch(block, s, targets, index + 1 === list.length, forward);
      } else forward.push(...this.inner(block, targets, label, s));
    });
    return forward;
  }

  private declare(block: Block, s: LabeledStmt): void {
    const name = s.label.name;
    if (name === '_') return;
    const other = this.labels.get(name);
    if (other !== undefined) {
      const at = this.c.positionString(other.stmt.label.pos);
      this.c.error(s.label, `label ${name} already defined at ${at}`);
      return;
    }
    this.labels.set(name, { parent: block, stmt: s, used: false });
  }

  /** Gives the gotos that waited for this label their target. */
  private resolveForward(
    s: LabeledStmt,
    forward: BranchStmt[],
    crossing: { jumps: BranchStmt[]; pos: Pos; name: string } | undefined,
  ): BranchStmt[] {
    return forward.filter((jump) => {
      if (jump.label?.name !== s.label.name) return true;
      jump.target = s;
      const label = this.labels.get(s.label.name);
      if (label !== undefined) label.used = true;
      if (crossing?.jumps.includes(jump) === true) {
        const at = this.c.positionString(crossing.pos);
        const over = `jumps over declaration of ${crossing.name} at ${at}`;
        this.c.error(jump.label, `goto ${s.label.name} ${over}`);
      }
      return false;
    });
  }

  /** Walks the blocks inside a statement. */
  private inner(
    block: Block,
    targets: Targets,
    label: LabeledStmt | undefined,
    s: Stmt,
  ): BranchStmt[] {
    const { breaks, continues } = targets;
    const plain: Targets = { breaks, continues, caseIndex: -1 };
    const walk = (t: Targets, start: Pos, list: readonly Stmt[]): BranchStmt[] =>
      this.block(block, t, label, start, list);
    switch (s.kind) {
      case 'BlockStmt':
        return walk(plain, s.pos, s.list);
      case 'IfStmt': {
        const then = walk(plain, s.then.pos, s.then.list);
        return s.else === undefined ? then : [...then, ...walk(plain, s.else.pos, [s.else])];
      }
      case 'ForStmt':
        return walk({ breaks: s, continues: s, caseIndex: -1 }, s.body.pos, s.body.list);
      case 'SwitchStmt':
        return s.body.flatMap((clause, caseIndex) =>
          walk({ breaks: s, continues, caseIndex }, clause.pos, clause.body),
        );
      case 'SelectStmt':
        return s.body.flatMap((clause) =>
          walk({ breaks: s, continues, caseIndex: -1 }, clause.pos, clause.body),
        );
      default:
        return [];
    }
  }

  private branch(
    block: Block,
    s: BranchStmt,
    targets: Targets,
    last: boolean,
    forward: BranchStmt[],
  ): void {
    if (s.label === undefined) {
      this.unlabeled(s, targets, last);
      return;
    }
    const name = s.label.name;
    if (s.tok === 'goto') {
      const label = this.labels.get(name);
      if (label !== undefined) {
        label.used = true;
        for (let b: Block | undefined = block; b !== undefined; b = b.parent) {
          if (label.parent !== b) continue;
          s.target = label.stmt;
          return;
        }
      }
      forward.push(s);
      return;
    }
    const label = this.labels.get(name);
    if (label === undefined) {
      this.c.error(s.label, `${s.tok} label not defined: ${name}`);
      return;
    }
    label.used = true;
    const target = this.enclosing(block, label)?.stmt;
    const loop = target?.kind === 'ForStmt';
    const breakable = loop || target?.kind === 'SwitchStmt' || target?.kind === 'SelectStmt';
    if (target !== undefined && (s.tok === 'break' ? breakable : loop)) {
      s.target = target as ForStmt | SwitchStmt | SelectStmt;
    } else this.c.error(s.label, `invalid ${s.tok} label ${name}`);
  }

  /** The labeled statement, if the block lies inside it. */
  private enclosing(block: Block, label: Label): LabeledStmt | undefined {
    for (let b: Block | undefined = block; b !== undefined; b = b.parent) {
      if (b.labeled === label.stmt) return label.stmt;
    }
    return undefined;
  }

  private unlabeled(s: BranchStmt, targets: Targets, last: boolean): void {
    switch (s.tok) {
      case 'break':
        s.target = targets.breaks;
        if (targets.breaks === undefined) {
          this.c.error(s, 'break is not in a loop, switch, or select');
        }
        break;
      case 'continue':
        s.target = targets.continues;
        if (targets.continues === undefined) this.c.error(s, 'continue is not in a loop');
        break;
      case 'fallthrough':
        this.fallthrough(s, targets, last);
        break;
      case 'goto':
        break;
    }
  }

  private fallthrough(s: BranchStmt, targets: Targets, last: boolean): void {
    const around = targets.breaks;
    let message = 'fallthrough statement out of place';
    if (around?.kind === 'SwitchStmt') {
      if (around.tag?.kind === 'TypeSwitchGuard') message = 'cannot fallthrough in type switch';
      else if (targets.caseIndex >= 0 && last) {
        if (targets.caseIndex + 1 < around.body.length) return;
        message = 'cannot fallthrough final case in switch';
      }
    }
    this.c.error(s, message);
  }
}

function withoutTrailingEmpty(list: readonly Stmt[]): readonly Stmt[] {
  const last = list.findLastIndex((s) => s.kind !== 'EmptyStmt');
  return list.slice(0, last + 1);
}

/** The variable a statement declares: no goto may jump over it. */
function declaredVariable(s: Stmt): { pos: Pos; name: string } | undefined {
  if (s.kind === 'AssignStmt' && s.op === ':=') {
    return { pos: s.pos, name: s.lhs.map(exprString).join(', ') };
  }
  if (s.kind !== 'DeclStmt') return undefined;
  const decl = s.decls.find((d) => d.kind === 'VarDecl');
  if (decl?.kind !== 'VarDecl') return undefined;
  return { pos: decl.pos, name: decl.names[0]?.name ?? '' };
}
