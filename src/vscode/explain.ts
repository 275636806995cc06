/** What we say about a place of the source, as lines of Markdown; best first. */
import type { FlowStep } from '../golang/escape/graph';
import type { Finding, SourceSite } from '../golang/lookup';
import type { ObjectShape } from '../golang/objects';
import type { FileSet } from '../golang/syntax/pos';
import type { StringId } from '../protocol/strings';
import { optionsOf, profileOf } from '../session/options';
import { place } from '../session/placement';
import type { Placement } from '../session/placement';
import type { Analysed } from './analyses';
import type { Exploration } from './exploration';
import { code } from './markdown';
import { t } from './texts';

/** The compiler's words for the steps of a flow, in ours. What is missing here says nothing new. */
const flowWords: readonly (readonly [RegExp, Extract<StringId, `flow.${string}`>])[] = [
  [/^return$/, 'flow.return'],
  [/^assign-pair/, 'flow.pair'],
  [/^assign/, 'flow.assign'],
  [/^captured/, 'flow.captured'],
  [/^call parameter$/, 'flow.parameter'],
  [/^interface-converted$/, 'flow.interface'],
  [/^send$/, 'flow.send'],
  [/^(array|struct) literal element$/, 'flow.element'],
  [/^(map literal|key of map put)/, 'flow.map'],
  [/^append/, 'flow.append'],
  [/^range/, 'flow.range'],
  [/^too large for stack$/, 'flow.large'],
  [/^non-constant size$/, 'flow.variable'],
];

/** The escape chain in words: `returned (line 26) → assigned (line 31)`. */
function reasonOf(why: readonly FlowStep[], fileSet: FileSet): string {
  const steps: string[] = [];
  for (const { pos, why: words } of why.flatMap(({ notes }) => notes)) {
    const id = flowWords.find(([pattern]) => pattern.test(words))?.[1];
    if (id === undefined || id === 'flow.at') continue;
    const step = t('flow.at', { step: t(id as 'flow.return'), line: fileSet.position(pos).line });
    if (steps.at(-1) !== step) steps.push(step);
  }
  return steps.join(' → ');
}

/** The lines about a finding on a runtime, without what only a run knows. */
export function linesOf(finding: Finding, fileSet: FileSet, profile: string): string[] {
  if (finding.kind === 'site') return siteLines(finding.site, fileSet, profile);
  if (finding.kind === 'type') {
    const what = code(finding.type);
    return [t('hover.type', { what }), ...sizeLines(finding.shape, profile)];
  }
  if (finding.kind === 'instance') {
    return [t('hover.instance', { what: code(finding.name), type: code(finding.type) })];
  }
  const { zone, site, shape } = finding;
  const what = code(finding.name);
  if (zone === 'heap' && site !== undefined)
    return [
      t('hover.moved', { what }),
      ...because(site, fileSet),
      ...sharing(site),
      ...sizeLines(site.object ?? shape, profile),
    ];
  const about = { what, type: code(finding.type), size: shape.bytes };
  return [zone === 'globals' ? t('hover.global', about) : t('hover.onStack', about)];
}

function siteLines(site: SourceSite, fileSet: FileSet, profile: string): string[] {
  const { zone, unless, object } = site;
  const what = code(site.text);
  const lines = [verdictOf(site, what)];
  lines.push(...because(site, fileSet), ...sharing(site));
  if (unless !== undefined) lines.push(t(`hover.unless.${unless}`));
  // An object on the stack has no slot.
  if (zone !== 'heap') return lines;
  return [
    ...lines,
    ...(object === undefined ? [t('hover.unknownSize')] : sizeLines(object, profile)),
  ];
}

function verdictOf({ zone, why }: SourceSite, what: string): string {
  if (zone === 'heap')
    return why.length > 0 ? t('hover.heap', { what }) : t('hover.heapAlways', { what });
  if (zone === 'stack') return t('hover.stack', { what });
  return zone === 'static' ? t('hover.static', { what }) : t('hover.none', { what });
}

function because({ zone, why }: SourceSite, fileSet: FileSet): string[] {
  const steps = zone === 'heap' ? reasonOf(why, fileSet) : '';
  return steps === '' ? [] : [t('hover.why', { steps })];
}

function sharing({ shared }: SourceSite): string[] {
  return shared === undefined ? [] : [t('hover.shared', { names: shared.map(code).join(', ') })];
}

/** Size, class, waste, span and what the collector sees, of an object in the heap. */
function sizeLines(shape: ObjectShape, profile: string): string[] {
  const placement = placementOf(shape, profile);
  const lines = [sizeLine(shape.bytes, placement)];
  if (placement.path === 'small' || placement.path === 'tiny') {
    const { spanClass, slots, spanBytes: span } = placement;
    lines.push(
      spanClass === undefined
        ? t('hover.classicSpan', { slots, span })
        : t('hover.span', { spanClass, slots, span }),
    );
  }
  if (placement.path !== 'zero') lines.push(pointerLine(shape));
  // One paragraph of several lines.
  return [lines.join('  \n')];
}

function sizeLine(bytes: number, placement: Placement): string {
  const { path, sizeClass, slotBytes, headerBytes, wasteBytes } = placement;
  if (path === 'zero') return t('hover.size.zero');
  if (path === 'tiny') return t('hover.size.tiny', { size: bytes });
  const waste =
    wasteBytes === 0
      ? t('hover.noWaste')
      : t('hover.waste', { waste: wasteBytes, share: wasteBytes / slotBytes });
  if (path === 'large')
    return `${t('hover.size.large', { size: bytes, slot: slotBytes })} · ${waste}`;
  const id = headerBytes > 0 ? 'hover.size.header' : 'hover.size.small';
  return `${t(id, { size: bytes, sizeClass, slot: slotBytes })} · ${waste}`;
}

function pointerLine({ pointerBytes }: ObjectShape): string {
  return pointerBytes === 0
    ? t('hover.noPointers')
    : t('hover.pointers', { pointer: pointerBytes });
}

export function placementOf({ bytes, pointerBytes }: ObjectShape, profile: string): Placement {
  return place(bytes, pointerBytes === 0, profile);
}

/** The runtime that a file is about: of its run, if there is one, else the one it names. */
export function profileFor({ analysis }: Analysed, exploration: Exploration | undefined): string {
  const { options } = exploration?.session ?? {};
  return profileOf(options ?? optionsOf(analysis.annotations.annotations, {}));
}
