/**
 * Marks in the editor while a session runs its file: the line that comes next, what each line has
 * allocated behind its end, and in the overview ruler where the bytes come from.
 */
import * as vscode from 'vscode';
import type { SiteCounts } from '../session/session';
import type { Exploration } from './exploration';
import type { Explorations } from './explorations';
import { enabled } from './settings';
import { t } from './texts';

/** What one line has allocated. */
interface LineHeat {
  readonly count: number;
  readonly bytes: number;
  /** Of its only kind of object; undefined for several kinds. */
  readonly kind?: { readonly size: number; readonly sizeClass: number };
}

const heatLevels = ['goMemory.heat1', 'goMemory.heat2', 'goMemory.heat3'] as const;

export class Decorations implements vscode.Disposable {
  private readonly line = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor('editor.stackFrameHighlightBackground'),
    overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.infoForeground'),
    overviewRulerLane: vscode.OverviewRulerLane.Full,
  });
  private readonly ends = vscode.window.createTextEditorDecorationType({
    after: {
      color: new vscode.ThemeColor('goMemory.lineEnd'),
      margin: '0 0 0 3em',
      fontStyle: 'italic',
    },
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedOpen,
  });
  private readonly heat = heatLevels.map((colour) =>
    vscode.window.createTextEditorDecorationType({
      overviewRulerColor: new vscode.ThemeColor(colour),
      overviewRulerLane: vscode.OverviewRulerLane.Left,
    }),
  );
  private readonly subscriptions: vscode.Disposable[];
  /**
   * Where the line that comes next was shown last, so that the editor follows only when it moves.
   */
  private shown = '';

  constructor(private readonly explorations: Explorations) {
    const all = (): void => this.drawAll();
    this.subscriptions = [
      this.line,
      this.ends,
      ...this.heat,
      explorations.onDidChange(all),
      vscode.window.onDidChangeVisibleTextEditors(all),
      vscode.workspace.onDidChangeConfiguration(
        (event) => event.affectsConfiguration('goMemory') && this.drawAll(),
      ),
    ];
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private drawAll(): void {
    for (const editor of vscode.window.visibleTextEditors) this.draw(editor);
    this.follow();
  }

  private draw(editor: vscode.TextEditor): void {
    const about = this.explorations.about(editor.document.uri);
    const { active } = this.explorations;
    const exploration = active && about.includes(active) ? active : about.at(-1);
    const usable = exploration !== undefined && !exploration.stale && !exploration.running;
    // A running program keeps the marks it had: nobody can read what changes that fast.
    if (exploration?.running === true) return;
    this.drawLine(editor, usable ? exploration : undefined);
    this.drawHeat(editor, usable ? exploration : undefined);
  }

  private drawLine(editor: vscode.TextEditor, exploration: Exploration | undefined): void {
    const place = exploration && currentPlace(exploration);
    editor.setDecorations(
      this.line,
      place === undefined ? [] : [lineRange(place.range.start.line)],
    );
  }

  private drawHeat(editor: vscode.TextEditor, exploration: Exploration | undefined): void {
    const { uri } = editor.document;
    const heat = exploration === undefined ? [] : [...heatOf(exploration.sites)];
    const ends = enabled('lineEnds', uri) ? heat : [];
    editor.setDecorations(
      this.ends,
      ends.map(([line, found]) => ({
        range: lineRange(line - 1),
        renderOptions: { after: { contentText: sayHeat(found) } },
      })),
    );
    const most = Math.max(1, ...heat.map(([, { bytes }]) => bytes));
    const ruler = enabled('overviewRuler', uri) ? heat : [];
    this.heat.forEach((type, level) => {
      const lines = ruler.filter(([, { bytes }]) => levelOf(bytes / most) === level);
      editor.setDecorations(
        type,
        lines.map(([line]) => lineRange(line - 1)),
      );
    });
  }

  /** Keeps the line that comes next in sight of an editor that shows the file. */
  private follow(): void {
    const { active } = this.explorations;
    if (active === undefined || active.running || active.stale) return;
    const place = currentPlace(active);
    if (place === undefined) return;
    const at = `${place.uri.toString()}:${place.range.start.line}:${active.state.tick}`;
    if (at === this.shown) return;
    this.shown = at;
    const uri = place.uri.toString();
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document.uri.toString() === uri)
        editor.revealRange(place.range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    }
  }
}

/** Where the program stands in the document; undefined at its end and inside of the library. */
function currentPlace(exploration: Exploration): vscode.Location | undefined {
  const { position, phase, complete, tick, endTick } = exploration.state;
  if (phase === 'invalid' || (complete && tick >= endTick)) return undefined;
  // Before the first instruction of the program nothing stands anywhere: main comes next.
  const next = position ?? (tick === 0 ? exploration.entry : undefined);
  return next && exploration.locationOf(next);
}

function lineRange(line: number): vscode.Range {
  return new vscode.Range(line, 0, line, Number.MAX_SAFE_INTEGER);
}

/** Heap allocations by line (from 1) of the program itself. */
function heatOf(sites: readonly SiteCounts[]): Map<number, LineHeat> {
  const lines = new Map<number, LineHeat>();
  for (const { user, count, bytes, size, sizeClass, position } of sites) {
    if (!user || count === 0) continue;
    const known = lines.get(position.line);
    if (known === undefined) {
      const uniform = size * count === bytes;
      lines.set(position.line, { count, bytes, ...(uniform ? { kind: { size, sizeClass } } : {}) });
    } else {
      lines.set(position.line, { count: known.count + count, bytes: known.bytes + bytes });
    }
  }
  return lines;
}

function sayHeat({ count, bytes, kind }: LineHeat): string {
  if (kind === undefined) return t('line.mixed', { bytes, count });
  const { size, sizeClass } = kind;
  if (sizeClass === 0) return t('line.large', { size, count });
  return t('line.heap', { size, count, sizeClass });
}

/** 0, 1 or 2 by the share of the hottest line. */
function levelOf(share: number): number {
  return share > 0.5 ? 2 : share > 0.1 ? 1 : 0;
}
