/** Values of a record from outside, checked one by one: what is wrong is said with its line. */

/** Span class, then first bytes of its spans in order. */
export type Lists = Readonly<Record<string, readonly number[]>>;

/** A record that cannot be read. */
export class BrokenRecord extends Error {
  constructor(
    readonly line: number,
    readonly expected: string,
  ) {
    super(`line ${line}: expected ${expected}`);
  }
}

export type Fields = Readonly<Record<string, unknown>>;

/** Reads values of one line and says what was expected instead. */
export class Checker {
  constructor(private readonly line: number) {}

  fail(expected: string): never {
    throw new BrokenRecord(this.line, expected);
  }

  json(text: string): unknown {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      return this.fail('JSON');
    }
  }

  object(value: unknown, name: string): Fields {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return this.fail(`${name} to be an object`);
    return value as Fields;
  }

  array(value: unknown, name: string): readonly unknown[] {
    if (value === null) return [];
    return Array.isArray(value) ? (value as unknown[]) : this.fail(`${name} to be a list`);
  }

  whole(value: unknown, name: string, least = -(2 ** 53), most = 2 ** 53): number {
    const fine = typeof value === 'number' && Number.isSafeInteger(value);
    if (fine && value >= least && value <= most) return value;
    return this.fail(`${name} to be a whole number from ${least} to ${most}`);
  }

  wholes(value: unknown, name: string): number[] {
    return this.array(value, name).map((item) => this.whole(item, name));
  }

  pair(value: unknown, name: string): [number, number] {
    const [a, b, more] = this.wholes(value, name);
    if (a === undefined || b === undefined || more !== undefined) this.fail(`pairs in ${name}`);
    return [a!, b!];
  }

  hex(value: unknown, name: string): string {
    if (typeof value === 'string' && /^(0x)?[0-9a-f]{1,16}$/i.test(value)) return value;
    return this.fail(`${name} to be a word in hexadecimal`);
  }

  lists(value: unknown, name: string, base: number): Lists {
    const lists: Record<string, number[]> = {};
    for (const [spc, list] of Object.entries(this.object(value, name))) {
      this.whole(Number(spc), `span class in ${name}`, 0, 135);
      lists[spc] = this.wholes(list, name).map((start) => start - base);
    }
    return lists;
  }
}
