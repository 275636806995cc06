/**
 * Hovers: on allocating expressions, variables and types what memory they cost and why; on
 * annotations what they mean. Silent where there is nothing to add.
 */
import * as vscode from 'vscode';
import { verbs } from '../golang/annotations';
import type { Verb } from '../golang/annotations';
import type { Finding } from '../golang/lookup';
import { reworded } from '../protocol/complaints';
import { parseKey } from '../protocol/keys';
import { SlotBit } from '../protocol/views';
import type { SiteCounts } from '../session/session';
import { goDocuments } from './analyses';
import type { Analyses, Analysed } from './analyses';
import type { Exploration } from './exploration';
import type { Explorations } from './explorations';
import { linesOf, placementOf, profileFor } from './explain';
import { escaped, link, picture, trusted } from './markdown';
import { draw } from './picture';
import type { Occupancy } from './picture';
import { enabled } from './settings';
import { language, t } from './texts';

export class Hovers implements vscode.HoverProvider {
  constructor(
    private readonly analyses: Analyses,
    private readonly explorations: Explorations,
  ) {}

  register(): vscode.Disposable {
    return vscode.languages.registerHoverProvider(goDocuments, this);
  }

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    if (!enabled('hovers', document.uri)) return undefined;
    const analysed = this.analyses.of(document);
    if (analysed === undefined) return undefined;
    const annotation = annotationHover(document, position, this.explorations);
    if (annotation !== undefined) return annotation;
    const finding = analysed.lookup.at(analysed.offsetOf(position));
    if (finding === undefined) return undefined;
    const exploration = this.explorations.about(document.uri).find((one) => !one.stale);
    const profile = profileFor(analysed, exploration);
    const lines = linesOf(finding, analysed.analysis.fileSet, profile);
    lines.push(...runLines(finding, exploration));
    lines.push(...pictureLines(finding, profile, exploration));
    lines.push(linksOf(finding, analysed, exploration));
    return new vscode.Hover(trusted(lines.filter((line) => line !== '')), analysed.range(finding));
  }
}

/** What an annotation means, and what became of it in the last run. */
function annotationHover(
  document: vscode.TextDocument,
  position: vscode.Position,
  explorations: Explorations,
): vscode.Hover | undefined {
  const range = document.getWordRangeAtPosition(position, /\/\/mem:\w+/);
  if (range === undefined) return undefined;
  const verb = document.getText(range).slice('//mem:'.length);
  if (!Object.hasOwn(verbs, verb)) return undefined;
  const name = verb as Verb;
  const lines = [t(`verb.${name}`), t('hover.example', { example: `\`${verbs[name].example}\`` })];
  const exploration = explorations.about(document.uri).find((one) => !one.stale);
  if (name === 'expect' && exploration?.state.complete === true) {
    for (const result of exploration.session.expectations()) {
      if (result.start.line !== position.line + 1) continue;
      const actual = escaped(reworded(language, result.actual));
      lines.push(result.ok ? t('hover.verdict.holds') : t('hover.verdict.fails', { actual }));
    }
  }
  return new vscode.Hover(trusted(lines), range);
}

/** What the run has done here so far. */
function runLines(finding: Finding, exploration: Exploration | undefined): string[] {
  const counts = countsOf(finding, exploration);
  if (counts === undefined) return [];
  if (counts.count === 0) return [t('hover.notYet')];
  const { count, bytes, live } = counts;
  return [t('hover.ran', { count, bytes, live })];
}

function countsOf(finding: Finding, exploration: Exploration | undefined): SiteCounts | undefined {
  const site = 'site' in finding ? finding.site : undefined;
  if (site === undefined || site.zone !== 'heap') return undefined;
  return exploration?.sites.find(
    ({ position, text, user }) => user && position.line === site.line && text === site.text,
  );
}

/** The slot and its span; of the newest object made here when there is a run. */
function pictureLines(
  finding: Finding,
  profile: string,
  exploration: Exploration | undefined,
): string[] {
  const site = 'site' in finding ? finding.site : undefined;
  const shape = finding.kind === 'type' ? finding.shape : site?.object;
  if (shape === undefined || (site !== undefined && site.zone !== 'heap')) return [];
  const placement = placementOf(shape, profile);
  if (placement.path !== 'small' && placement.path !== 'tiny') return [];
  const occupancy =
    site === undefined ? undefined : occupancyOf(site.line, placement.slots, exploration);
  const { svg, width, height } = draw(placement, occupancy, vscode.window.activeColorTheme.kind);
  const alt = t('hover.pictureAlt', { slots: placement.slots });
  return [picture(svg, width, height, alt)];
}

function occupancyOf(
  line: number,
  slots: number,
  exploration: Exploration | undefined,
): Occupancy | undefined {
  if (exploration === undefined || exploration.running) return undefined;
  const parsed = exploration
    .keysOfLine(line - 1)
    .map(parseKey)
    .find((key) => key?.kind === 'slot');
  if (parsed === undefined) return undefined;
  const { span } = exploration.session.inspect({ key: `span:${parsed.a}` });
  // What the line made last may stand in a span of another kind.
  if (span === undefined || span.slots.length !== slots) return undefined;
  return {
    taken: [...span.slots].map((bits) => (bits & SlotBit.allocated) !== 0),
    lit: parsed.b,
  };
}

function linksOf(
  finding: Finding,
  analysed: Analysed,
  exploration: Exploration | undefined,
): string {
  const { document, analysis } = analysed;
  // A program with errors cannot be explored, and a type alone does nothing.
  const isStill = finding.kind === 'type' || finding.kind === 'instance';
  if (analysis.lowered === undefined || isStill) return '';
  const uri = document.uri.toString();
  const { line } = analysed.range(finding).start;
  if (exploration === undefined)
    return link(t('hover.explore'), 'goMemory.exploreFile', { uri, line });
  const counts = countsOf(finding, exploration);
  const links = [link(t('hover.runHere'), 'goMemory.runToLine', { uri, line })];
  if (counts !== undefined && counts.count > 0) {
    links.unshift(link(t('hover.showInMap'), 'goMemory.revealLineInMap', { uri, line }));
    links.push(link(t('hover.toFirst'), 'goMemory.firstHere', { uri, line }));
  }
  return links.join(' · ');
}
