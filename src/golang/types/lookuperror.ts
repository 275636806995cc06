/**
 * The words for a field or method that is not there: misspelled, unexported, or missing.
 */

import type { Checker } from './context';
import { isExported } from './predicates';
import type { Func, Type, Var } from './types';

type Kind = 'missing' | 'misspelled' | 'unexported' | 'inaccessible';

const tail = (name: string): string => name.slice(1);

function kindOf(c: Checker, selector: string, found: Var | Func | undefined): Kind {
  if (found === undefined) return 'missing';
  if (found.pkg === c.pkg) return 'misspelled';
  if (isExported(selector)) {
    if (isExported(found.name)) return 'misspelled';
    return tail(selector) === tail(found.name) ? 'unexported' : 'missing';
  }
  if (isExported(found.name)) return tail(selector) === tail(found.name) ? 'misspelled' : 'missing';
  return selector === found.name ? 'inaccessible' : 'missing';
}

/** Why `type` has no `selector`; `found` is what a search that ignores case came upon. */
export function lookupProblem(
  c: Checker,
  type: Type,
  selector: string,
  found: Var | Func | undefined,
  structLiteral: boolean,
): string {
  const kind = kindOf(c, selector, found);
  const name = found?.name ?? '';
  const typeText = c.typeText(type);
  if (structLiteral) {
    const unknown = `unknown field ${selector} in struct literal of type ${typeText}`;
    switch (kind) {
      case 'missing':
        return unknown;
      case 'misspelled':
        return `${unknown}, but does have ${name}`;
      case 'unexported':
        return `${unknown}, but does have unexported ${name}`;
      case 'inaccessible':
        return `cannot refer to unexported field ${name} in struct literal of type ${typeText}`;
    }
  }
  const what = found?.kind === 'func' ? 'method' : 'field';
  const none = `type ${typeText} has no field or method ${selector}`;
  switch (kind) {
    case 'missing':
      return none;
    case 'misspelled':
      return `${none}, but does have ${what} ${name}`;
    case 'unexported':
      return `${none}, but does have unexported ${what} ${name}`;
    case 'inaccessible':
      return `cannot refer to unexported ${what} ${name}`;
  }
}
