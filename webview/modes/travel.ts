/**
 * A span on its way: when the mcache got one for the last allocation, a tile moves from the level
 * that handed it over to the mcache's. It says nothing that the lit path does not say, so it is
 * left out where motion is reduced.
 */
import type { Levels } from '../../src/protocol/modes';
import { make } from '../dom';

const travelMilliseconds = 520;

/** To be called after each rendering of `body`. */
export function createTravel(body: HTMLElement): (levels: Levels, reducedMotion: boolean) => void {
  /** The allocation that was shown last; at the first sight of a run nothing moves. */
  let seen: number | undefined;
  return ({ path }, reducedMotion) => {
    const event = path?.events.at(-1)?.index ?? -1;
    const isNew = seen !== undefined && event > seen;
    seen = event;
    if (!isNew || reducedMotion || path === undefined || path.deepest === 'mcache') return;
    const from = body.querySelector(
      path.deepest === 'mcentral'
        ? '.level[data-level=mcentral] .tile.lit'
        : '.level[data-level=mheap] .shares',
    );
    const to = body.querySelector('.level[data-level=mcache] .tile.lit');
    if (!(from instanceof HTMLElement) || !(to instanceof HTMLElement)) return;
    move(body, from, to);
  };
}

function move(body: HTMLElement, from: HTMLElement, to: HTMLElement): void {
  const frame = body.getBoundingClientRect();
  const [start, end] = [from.getBoundingClientRect(), to.getBoundingClientRect()];
  const span = make('span', { class: 'traveller', 'aria-hidden': 'true', 'data-export': 'no' });
  span.style.setProperty('--tone', to.style.getPropertyValue('--tone'));
  span.style.left = `${end.left - frame.left + body.scrollLeft}px`;
  span.style.top = `${end.top - frame.top + body.scrollTop}px`;
  span.style.width = `${end.width}px`;
  span.style.height = `${end.height}px`;
  body.append(span);
  const away = `translate(${start.left - end.left}px, ${start.top - end.top}px)`;
  const motion = span.animate(
    [
      { transform: away, opacity: 0 },
      { transform: away, opacity: 1, offset: 0.2 },
      { transform: 'none', opacity: 1 },
    ],
    { duration: travelMilliseconds, easing: 'ease-in-out' },
  );
  motion.onfinish = () => span.remove();
  motion.oncancel = () => span.remove();
}
