/**
 * Go 1.6 reserves its heap and the tables about it in one piece: a strip above the map shows the
 * three regions to scale, with what is mapped where it lies, and below that the mapped parts alone,
 * again to scale. The buttons say the same in words and select a region.
 */
import { sayBytes, sayHex } from '../../src/protocol/strings';
import type { MapRegion } from '../../src/protocol/views';
import { make, refill, show } from '../dom';
import { markSelected } from '../modes/box';
import { t } from '../state/context';
import type { Context } from '../state/context';
import { css } from '../theme';
import { paletteOf } from './palette';

/** Hidden while the runtime has no regions. */
export function createRegions(context: Context): HTMLElement {
  const bars = make('div', { class: 'region-bars', 'aria-hidden': 'true' });
  const names = make('ul', { class: 'region-names', 'aria-label': t(context, 'regions.name') });
  const element = make('div', { class: 'regions' }, bars, names);
  let shown = '';

  function render(): void {
    const regions = context.overview.get()?.regions ?? [];
    show(element, regions.length > 0);
    const { kind, dark } = context.theme.get();
    const now = JSON.stringify([kind, dark, regions]);
    if (now === shown) return;
    shown = now;
    const tones = tonesOf(context);
    refill(bars, [
      barNode(t(context, 'regions.reserved'), sum(regions, 'bytes'), reservedParts(regions, tones)),
      barNode(
        t(context, 'regions.mapped'),
        sum(regions, 'mappedBytes'),
        mappedParts(regions, tones),
      ),
    ]);
    refill(
      names,
      regions.map((region, index) => make('li', {}, nameNode(context, region, tones[index]!))),
    );
    markSelected(element, context.selection.get()?.key);
  }

  context.overview.subscribe(render);
  context.theme.subscribe(render);
  context.selection.subscribe((selection) => markSelected(element, selection?.key));
  render();
  return element;
}

function sum(regions: readonly MapRegion[], of: 'bytes' | 'mappedBytes'): number {
  return regions.reduce((total, region) => total + region[of], 0);
}

/** Colours for spans, bitmap and arena, told apart by every eye. */
function tonesOf(context: Context): string[] {
  const { category } = paletteOf(context.theme.get());
  return [category[2]!, category[3]!, category[1]!].map((pixel) => css(pixel));
}

function barNode(title: string, bytes: number, parts: readonly HTMLElement[]): HTMLElement {
  return make(
    'div',
    { class: 'region-row' },
    make('span', { class: 'region-title quiet', text: `${title} ${sayBytes(bytes)}` }),
    make('div', { class: 'region-bar' }, ...parts),
  );
}

/** Each region as long as it is, with the stretch that is mapped where it lies in it. */
function reservedParts(regions: readonly MapRegion[], tones: readonly string[]): HTMLElement[] {
  return regions.map(({ address, bytes, mappedAddress, mappedBytes }, index) => {
    const mark = make('span', { class: 'region-mapped' });
    // What is mapped is often less than a pixel: it gets two, at the end at which it begins.
    const atEnd = mappedAddress > address;
    mark.style.setProperty(atEnd ? 'inset-inline-end' : 'inset-inline-start', '0');
    mark.style.width = `${(100 * mappedBytes) / bytes}%`;
    const part = make('span', { class: 'region-part' }, mappedBytes > 0 ? mark : undefined);
    part.style.flexGrow = String(bytes / 2 ** 20);
    part.style.setProperty('--tone', tones[index]!);
    return part;
  });
}

function mappedParts(regions: readonly MapRegion[], tones: readonly string[]): HTMLElement[] {
  return regions.map(({ mappedBytes }, index) => {
    const part = make('span', { class: 'region-part full' });
    part.style.flexGrow = String(mappedBytes / 1024);
    part.style.setProperty('--tone', tones[index]!);
    return part;
  });
}

function nameNode(context: Context, region: MapRegion, tone: string): HTMLElement {
  const { key, name, address, bytes, mappedBytes: mapped } = region;
  const text = t(context, 'regions.region', { name, mapped, bytes });
  const button = make(
    'button',
    {
      class: 'item region-item',
      type: 'button',
      'data-key': key,
      title: t(context, 'regions.note', { name, address: sayHex(address) }),
    },
    make('span', { class: 'region-swatch', 'aria-hidden': 'true' }),
    make('span', { text }),
  );
  button.style.setProperty('--tone', tone);
  button.addEventListener('click', () => context.selection.set({ key, from: 'mode' }));
  return button;
}
