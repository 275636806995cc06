/** Ticks to pixels and back, and the numbers on the axis. */

/** Room for lane names and the byte axis. */
export const leftRoom = 64;

export interface TimeScale {
  readonly fromTick: number;
  readonly toTick: number;
  readonly left: number;
  readonly width: number;
}

export function xOf(scale: TimeScale, tick: number): number {
  const span = Math.max(1, scale.toTick - scale.fromTick);
  return scale.left + ((tick - scale.fromTick) / span) * scale.width;
}

/** A whole tick within the scale. */
export function tickAt(scale: TimeScale, x: number): number {
  const share = Math.min(1, Math.max(0, (x - scale.left) / Math.max(1, scale.width)));
  return Math.round(scale.fromTick + share * (scale.toTick - scale.fromTick));
}

/** The scale with `factor` times less run in it, what is under `x` staying there. */
export function zoomScale(scale: TimeScale, x: number, factor: number, endTick: number): TimeScale {
  const span = scale.toTick - scale.fromTick;
  const next = Math.min(endTick, Math.max(20, span / factor));
  const share = (x - scale.left) / Math.max(1, scale.width);
  const from = scale.fromTick + share * (span - next);
  return moveTo(scale, from, next, endTick);
}

export function panScale(scale: TimeScale, pixels: number, endTick: number): TimeScale {
  const span = scale.toTick - scale.fromTick;
  return moveTo(scale, scale.fromTick + (pixels / Math.max(1, scale.width)) * span, span, endTick);
}

function moveTo(scale: TimeScale, from: number, span: number, endTick: number): TimeScale {
  const fromTick = Math.max(0, Math.min(Math.round(from), Math.max(0, endTick - Math.round(span))));
  return {
    ...scale,
    fromTick,
    toTick: Math.min(Math.max(1, endTick), fromTick + Math.round(span)),
  };
}

/**
 * Round values between `from` and `to`, at most about `count`: steps of 1, 2 or 5 times a power of
 * ten, not below `least`.
 */
export function ticksBetween(from: number, to: number, count: number, least: number): number[] {
  const rough = (to - from) / Math.max(1, count);
  if (!(rough > 0)) return [];
  const power = 10 ** Math.floor(Math.log10(rough));
  const round = [1, 2, 5, 10].map((unit) => unit * power).find((value) => value >= rough)!;
  const step = Math.max(least, round);
  const values: number[] = [];
  for (let value = Math.ceil(from / step) * step; value <= to; value += step) values.push(value);
  return values;
}
