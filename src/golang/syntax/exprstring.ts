/**
 * Expressions as text, in the short form compiler messages use: bodies of function literals and
 * elements of composite literals are cut to `…`.
 */

import type { Expr, Field, StructType } from './nodes';

/** An expression as messages print it. */
export function exprString(e: Expr): string {
  switch (e.kind) {
    case 'BadExpr':
      return '<bad expr>';
    case 'Name':
      return e.name;
    case 'BasicLit':
      return e.text;
    case 'CompositeLit':
      return `${e.typeExpr === undefined ? '' : exprString(e.typeExpr)}{${e.elems.length > 0 ? '…' : ''}}`;
    case 'KeyValueExpr':
      return `${exprString(e.key)}: ${exprString(e.val)}`;
    case 'FuncLit':
      return `func${funcTypeString(e.sig)} {${e.body.list.length > 0 ? '…' : ''}}`;
    case 'ParenExpr':
      return `(${exprString(e.x)})`;
    case 'SelectorExpr':
      return `${exprString(e.x)}.${e.sel.name}`;
    case 'IndexExpr':
      return `${exprString(e.x)}[${listString(e.indices)}]`;
    case 'SliceExpr': {
      const [low, high, max] = e.index;
      const part = (i: Expr | undefined): string => (i === undefined ? '' : exprString(i));
      return `${exprString(e.x)}[${part(low)}:${part(high)}${e.full ? `:${part(max)}` : ''}]`;
    }
    case 'AssertExpr':
      return `${exprString(e.x)}.(${exprString(e.typeExpr)})`;
    case 'TypeSwitchGuard':
      return `${e.lhs === undefined ? '' : `${e.lhs.name} := `}${exprString(e.x)}.(type)`;
    case 'Operation':
      if (e.y === undefined) return `${e.op}${exprString(e.x)}`;
      return `${exprString(e.x)} ${e.op} ${exprString(e.y)}`;
    case 'CallExpr':
      return `${exprString(e.fun)}(${listString(e.args)}${e.hasDots ? '...' : ''})`;
    case 'ArrayType':
      return `[${e.len === undefined ? '...' : exprString(e.len)}]${exprString(e.elem)}`;
    case 'SliceType':
      return `[]${exprString(e.elem)}`;
    case 'DotsType':
      return `...${exprString(e.elem)}`;
    case 'StructType':
      return `struct{${structFieldsString(e)}}`;
    case 'InterfaceType':
      return `interface{${e.methods.map(methodString).join('; ')}}`;
    case 'FuncType':
      return `func${funcTypeString(e)}`;
    case 'MapType':
      return `map[${exprString(e.key)}]${exprString(e.elem)}`;
    case 'ChanType': {
      if (e.dir === 'recv') return `<-chan ${exprString(e.elem)}`;
      const elem = exprString(e.elem);
      if (e.dir === 'send') return `chan<- ${elem}`;
      return e.elem.kind === 'ChanType' && e.elem.dir === 'recv'
        ? `chan (${elem})`
        : `chan ${elem}`;
    }
  }
}

function listString(list: readonly Expr[]): string {
  return list.map(exprString).join(', ');
}

function methodString(m: Field): string {
  const e = m.typeExpr;
  if (m.name === undefined || e.kind !== 'FuncType') return exprString(e);
  return m.name.name + funcTypeString(e);
}

function structFieldsString(e: StructType): string {
  let text = '';
  e.fields.forEach((f, i) => {
    const shared = f.name !== undefined && e.fields[i - 1]?.typeExpr === f.typeExpr;
    const next = e.fields[i + 1];
    const continued = next?.name !== undefined && next.typeExpr === f.typeExpr;
    if (i > 0) text += shared ? ', ' : '; ';
    text += f.name?.name ?? '';
    if (continued) return;
    if (f.name !== undefined) text += ' ';
    const tag = e.tags[i];
    text += exprString(f.typeExpr) + (tag === undefined ? '' : ` ${tag.text}`);
  });
  return text;
}

function funcTypeString(e: { params: readonly Field[]; results: readonly Field[] }): string {
  const params = `(${fieldsString(e.params)})`;
  if (e.results.length === 0) return params;
  const only = e.results[0];
  if (e.results.length === 1 && only !== undefined && only.name === undefined) {
    return `${params} ${exprString(only.typeExpr)}`;
  }
  return `${params} (${fieldsString(e.results)})`;
}

/** Consecutive names that share one type expression are printed as `a, b T`. */
function fieldsString(fields: readonly Field[]): string {
  return fields
    .map((f, i) => {
      if (f.name === undefined) return exprString(f.typeExpr);
      const shared = fields[i + 1]?.typeExpr === f.typeExpr;
      return shared ? f.name.name : `${f.name.name} ${exprString(f.typeExpr)}`;
    })
    .join(', ');
}
