/** Two ways through time from what is selected: to where it was made, and to where it is gone. */
import { parseKey } from '../../src/protocol/keys';
import { RequestError } from '../../src/protocol/port';
import type { Detail } from '../../src/protocol/views';
import { iconButton } from '../controls';
import { icons, show } from '../dom';
import { t } from '../state/context';
import type { Context } from '../state/context';

interface LifeButtons {
  readonly birth: HTMLElement;
  readonly death: HTMLElement;
  update(detail: Detail | undefined): void;
}

export function createLifeButtons(context: Context): LifeButtons {
  async function go(method: 'toBirth' | 'toDeath'): Promise<void> {
    const key = context.detail.get()?.key;
    if (!key) return;
    try {
      const state = await context.client.request(method, { key });
      const survives = method === 'toDeath' && (await isThere(key));
      const atEnd = state.complete && state.tick >= state.endTick;
      if (method === 'toBirth') context.announcer.say(t(context, 'life.born'));
      else context.announcer.say(t(context, survives && atEnd ? 'life.survives' : 'life.died'));
    } catch (error) {
      const unknown = error instanceof RequestError && error.code === 'notFound';
      if (unknown) context.announcer.say(t(context, 'life.unknown'));
      else context.report(error);
    }
  }

  /** Whether something stands there still: a slot that is taken, or a span. */
  async function isThere(key: Detail['key']): Promise<boolean> {
    try {
      const { span } = await context.client.request('inspect', { key });
      const { kind, b } = parseKey(key)!;
      return kind !== 'slot' || ((span?.slots[span.slotStart[0]! + b] ?? 0) & 1) === 1;
    } catch (error) {
      if (error instanceof RequestError && error.code === 'notFound') return false;
      throw error;
    }
  }

  const birth = iconButton(icons.birth, t(context, 'life.birth'), () => void go('toBirth'));
  const death = iconButton(icons.death, t(context, 'life.death'), () => void go('toDeath'));
  return {
    birth: birth.element,
    death: death.element,
    update(detail) {
      const { kind, b } = (detail && parseKey(detail.key)) ?? { kind: 'event', b: 0 };
      const bits = detail?.span?.slots[detail.span.slotStart[0]! + b] ?? 0;
      const has = kind === 'span' || (kind === 'slot' && (bits & 1) === 1);
      show(birth.element, has);
      show(death.element, has);
    },
  };
}
