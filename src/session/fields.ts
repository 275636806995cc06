/** Fields of Go's structs and computed facts, as the inspector's pages are made of them. */
import type { Key } from '../protocol/keys';
import type { PlainStringId } from '../protocol/strings';
import type { Field, FieldGroup, Format, LinkList, Text } from '../protocol/views';
import type { Sources } from './details';

/** Items of a list that are sent. */
const listLimit = 64;

/** A field under Go's name. */
export function field(name: Text, value: number | boolean | Text, format?: Format): Field {
  return format === undefined ? { name, value } : { name, value, format };
}

/** A field that leads somewhere. */
export function linked(field: Field, link: Key | undefined): Field {
  return link === undefined ? field : { ...field, link };
}

/** A computed fact. */
export function fact(id: PlainStringId, value: number | boolean | Text, format?: Format): Field {
  return field({ id }, value, format);
}

export function struct(goType: string, fields: readonly Field[]): FieldGroup {
  return { goType, fields };
}

export function facts(id: PlainStringId, fields: readonly Field[]): FieldGroup {
  return { title: { id }, fields };
}

/** A list of which only the first items are made. */
export function list(
  id: PlainStringId,
  total: number,
  item: (index: number) => { readonly key: Key; readonly label: Text; readonly fill?: number },
): LinkList {
  return {
    title: { id },
    total,
    items: Array.from({ length: Math.min(total, listLimit) }, (_, index) => item(index)),
  };
}

/** The children of a node of the tree, as they are called there. */
export function childList(
  id: PlainStringId,
  parent: Key,
  { tree, rows }: Pick<Sources, 'tree' | 'rows'>,
): LinkList {
  const children = tree.children(parent);
  return list(id, children.count, (index) => {
    const key = children.key(index);
    return { key, label: rows.facts(key).label };
  });
}

/** The page's groups with what differs from an earlier picture of the same page marked. */
export function markChanges(
  now: readonly FieldGroup[],
  before: readonly FieldGroup[],
): FieldGroup[] {
  return now.map((group, i) => {
    const old = before[i];
    if (old === undefined || old.goType !== group.goType) return group;
    const byName = new Map(old.fields.map((entry) => [JSON.stringify(entry.name), entry]));
    return {
      ...group,
      fields: group.fields.map((entry) => {
        const was = byName.get(JSON.stringify(entry.name));
        const isSame = was === undefined || same(was.value, entry.value);
        return isSame ? entry : { ...entry, changed: true, before: was.value };
      }),
    };
  });
}

function same(a: Field['value'], b: Field['value']): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
