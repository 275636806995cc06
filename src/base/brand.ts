/** Numbers that carry their unit in the type. Conversions are written out where they happen. */

declare const brand: unique symbol;

/** A `Base` that may not be mixed with other values of the same base type. */
type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };

/** An address of the simulated process: an integer below 2^53. */
export type Addr = Brand<number, 'Addr'>;
