/**
 * The part of JSON Schema (draft 7) that media/gomem-run.schema.json uses, so that its test needs
 * no dependency. A keyword it does not know is an error: a check must not be skipped in silence.
 */
export type Schema = Record<string, unknown>;

const annotations = new Set(['$schema', '$id', 'title', 'description', 'definitions']);

/** Every place where `value` breaks `schema`, as `path: reason`; empty when it is valid. */
export function validate(schema: Schema, value: unknown): string[] {
  const offences: string[] = [];
  check(schema, schema, value, '$', offences);
  return offences;
}

function check(root: Schema, schema: Schema, value: unknown, at: string, bad: string[]): void {
  for (const [keyword, argument] of Object.entries(schema)) {
    if (annotations.has(keyword)) continue;
    const test = keywords[keyword];
    if (test === undefined) throw new Error(`schema keyword ${keyword} is not known`);
    test({ root, schema, value, at, bad }, argument);
  }
}

interface Place {
  readonly root: Schema;
  readonly schema: Schema;
  readonly value: unknown;
  readonly at: string;
  readonly bad: string[];
}

const keywords: Record<string, (place: Place, argument: unknown) => void> = {
  $ref({ root, value, at, bad }, argument) {
    const path = String(argument).replace(/^#\//, '').split('/');
    const target = path.reduce<unknown>((node, name) => (node as Schema)[name], root);
    check(root, target as Schema, value, at, bad);
  },
  type({ value, at, bad }, argument) {
    if (!isOfType(value, String(argument))) bad.push(`${at}: not of type ${String(argument)}`);
  },
  const({ value, at, bad }, argument) {
    if (value !== argument) bad.push(`${at}: not ${JSON.stringify(argument)}`);
  },
  enum({ value, at, bad }, argument) {
    if (!(argument as unknown[]).includes(value))
      bad.push(`${at}: ${String(value)} is not allowed`);
  },
  minimum({ value, at, bad }, argument) {
    if (Number(value) < Number(argument)) bad.push(`${at}: below ${String(argument)}`);
  },
  maximum({ value, at, bad }, argument) {
    if (Number(value) > Number(argument)) bad.push(`${at}: above ${String(argument)}`);
  },
  required({ value, at, bad }, argument) {
    for (const name of argument as string[]) {
      if (isObject(value) && !Object.hasOwn(value, name)) bad.push(`${at}: ${name} is missing`);
    }
  },
  properties({ root, value, at, bad }, argument) {
    if (!isObject(value)) return;
    for (const [name, sub] of Object.entries(argument as Record<string, Schema>)) {
      if (Object.hasOwn(value, name)) check(root, sub, value[name], `${at}.${name}`, bad);
    }
  },
  additionalProperties({ root, schema, value, at, bad }, argument) {
    if (!isObject(value)) return;
    const known = (schema['properties'] ?? {}) as Record<string, Schema>;
    for (const [name, member] of Object.entries(value)) {
      if (Object.hasOwn(known, name)) continue;
      if (argument === false) bad.push(`${at}: ${name} is not in the schema`);
      else check(root, argument as Schema, member, `${at}.${name}`, bad);
    }
  },
  items({ root, value, at, bad }, argument) {
    if (!Array.isArray(value)) return;
    value.forEach((item, i) => check(root, argument as Schema, item, `${at}[${i}]`, bad));
  },
};

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'integer') return Number.isSafeInteger(value);
  if (type === 'array') return Array.isArray(value);
  return type === 'object' ? isObject(value) : typeof value === type;
}
