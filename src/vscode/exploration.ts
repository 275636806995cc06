/**
 * One exploration: a document (or a piece of one), the session that runs it, and everybody who
 * wants to know how it stands. It outlives changes of its document: then it is stale until it is
 * started again with the new text.
 */
import * as vscode from 'vscode';
import { compiling } from '../golang/compile';
import { Comparer } from '../host/comparer';
import { Runner } from '../host/runner';
import { inTurns, nextTurn } from '../host/turns';
import type { Key } from '../protocol/keys';
import { RequestError } from '../protocol/port';
import type { EventBody, RunTarget } from '../protocol/protocol';
import type { Intervention, RunOptions, SessionState, SourcePosition } from '../protocol/views';
import { Session } from '../session/session';
import type { SiteCounts } from '../session/session';
import { nameOf } from './analyses';
import { language } from './texts';

/** What is explored: a whole document, or some of its lines (from 0, `lastLine` included). */
export interface Subject {
  readonly uri: vscode.Uri;
  readonly lines?: { readonly firstLine: number; readonly lastLine: number };
}

/** A subject's text as a program. */
interface Program {
  readonly name: string;
  readonly source: string;
}

type Chosen = Partial<
  Pick<RunOptions, 'profile' | 'procs' | 'gogc' | 'memoryLimit' | 'interventions'>
>;

export class Exploration implements vscode.Disposable {
  private runner: Runner;
  private readonly changed = new vscode.EventEmitter<SessionState>();
  private readonly progressed = new vscode.EventEmitter<SessionState>();
  private readonly compared = new vscode.EventEmitter<EventBody>();
  private readonly disposed = new vscode.EventEmitter<void>();
  private counted: { session: Session; tick: number; sites: readonly SiteCounts[] } | undefined;
  private isStale = false;
  private closed = false;

  /** The tick, or anything else of the state, has changed. */
  readonly onDidChange = this.changed.event;
  /** About ten times a second during a long run. */
  readonly onDidProgress = this.progressed.event;
  /** While a comparison is being simulated: how far it is. */
  readonly onDidCompare = this.compared.event;
  readonly onDidDispose = this.disposed.event;
  /** Simulates what this exploration is compared with. */
  readonly comparer = new Comparer(
    () => this.session,
    (event) => this.compared.fire(event),
  );

  private constructor(
    readonly subject: Subject,
    private program: Program,
    session: Session,
    private chosen: Chosen,
  ) {
    this.runner = this.driverOf(session);
  }

  /** Reads the document and loads it; does not run anything. */
  static async open(subject: Subject, chosen: Chosen = {}): Promise<Exploration> {
    const document = await vscode.workspace.openTextDocument(subject.uri);
    const program = programOf(document, subject);
    return new Exploration(subject, program, await sessionOf(program, chosen), chosen);
  }

  get session(): Session {
    return this.runner.session;
  }

  get name(): string {
    return this.program.name;
  }

  /** What runs, as the document's text was then. */
  get source(): string {
    return this.program.source;
  }

  /** The document has another text than what runs. */
  get stale(): boolean {
    return this.isStale;
  }

  get running(): boolean {
    return this.runner.running;
  }

  /** Longest time one slice of a run took. */
  get longestSliceMilliseconds(): number {
    return this.runner.longestMilliseconds;
  }

  get state(): SessionState {
    return this.session.state();
  }

  /** What each site has done up to now; counted once per tick, however many ask. */
  get sites(): readonly SiteCounts[] {
    const { session } = this;
    const { tick } = this.state;
    if (this.counted?.session !== session || this.counted.tick !== tick)
      this.counted = { session, tick, sites: session.sites() };
    return this.counted.sites;
  }

  /** Nothing to run: the program has errors. */
  get invalid(): boolean {
    return this.state.phase === 'invalid';
  }

  // ---- transport: each resolves with the state when the machine stands again

  step(instructions?: number): Promise<SessionState> {
    return this.move((session) => session.beginStep(instructions));
  }

  stepBack(): Promise<SessionState> {
    return this.move((session) => session.beginStepBack());
  }

  run(): Promise<SessionState> {
    return this.move((session) => session.beginRun());
  }

  runTo(target: RunTarget, position?: SourcePosition): Promise<SessionState> {
    return this.move((session) => session.beginRunTo(target, position));
  }

  seek(tick: number): Promise<SessionState> {
    return this.move((session) => session.beginSeek(tick));
  }

  toBirth(key: Key): Promise<SessionState> {
    return this.move((session) => session.beginBirth(key));
  }

  toDeath(key: Key): Promise<SessionState> {
    return this.move((session) => session.beginDeath(key));
  }

  /** As seek, and beyond what was run already: a restored session begins at nothing. */
  async advanceTo(tick: number): Promise<SessionState> {
    await this.runner.driveTo(tick);
    return this.seek(tick);
  }

  /** Collects, or gives back what is idle, where the run stands; it is run anew up to there. */
  intervene(verb: Intervention['verb']): Promise<SessionState> {
    return this.move((session) => session.beginIntervention(verb));
  }

  pause(): SessionState {
    this.runner.stop();
    return this.told();
  }

  /** Starts anew, with the document's present text, and with what is said now or was before. */
  async restart(options: Chosen = {}): Promise<SessionState> {
    this.runner.stop();
    // What was done to the run from outside belongs to that run.
    const { interventions: _, ...chosen } = this.chosen;
    this.chosen = { ...chosen, ...options };
    if (this.isStale) {
      const document = await vscode.workspace.openTextDocument(this.subject.uri);
      this.program = programOf(document, this.subject);
      this.isStale = false;
      this.runner = this.driverOf(await sessionOf(this.program, this.chosen));
    } else this.runner.restart(this.chosen);
    return this.told();
  }

  /** The document was edited: compares its text with what runs. */
  compare(document: vscode.TextDocument): void {
    const stale = programOf(document, this.subject).source !== this.program.source;
    if (stale === this.isStale) return;
    this.isStale = stale;
    this.changed.fire(this.state);
  }

  // ---- between the run and the document

  /** Where a place of the program stands; undefined for the standard library. */
  locationOf(position: SourcePosition): vscode.Location | undefined {
    if (position.file !== this.name) return undefined;
    const { line, column } = position;
    return new vscode.Location(
      this.subject.uri,
      new vscode.Position(Math.max(0, line - 1), Math.max(0, column - 1)),
    );
  }

  /** Where main is declared. */
  get entry(): SourcePosition | undefined {
    const { check, fileSet } = this.session.analysis;
    const main = check.package.scope.lookup('main');
    if (main === undefined) return undefined;
    const { line, utf16Column } = fileSet.position(main.pos);
    return { file: this.name, line, column: utf16Column };
  }

  /** Whether a line of the document (from 0) is part of what runs. */
  covers(line: number): boolean {
    const { lines } = this.subject;
    return !lines || (line >= lines.firstLine && line <= lines.lastLine);
  }

  /** What stands on a line of the document (from 0) that the map can show. */
  keysOfLine(line: number): readonly Key[] {
    return this.covers(line) ? this.session.keysOfLine(line + 1) : [];
  }

  dispose(): void {
    if (this.closed) return;
    this.closed = true;
    this.runner.stop();
    this.comparer.dispose();
    this.disposed.fire();
    this.changed.dispose();
    this.progressed.dispose();
    this.compared.dispose();
    this.disposed.dispose();
  }

  private driverOf(session: Session): Runner {
    return new Runner(session, () => this.progressed.fire(this.state));
  }

  private async move(begin: (session: Session) => void): Promise<SessionState> {
    if (this.closed) throw new RequestError({ code: 'closed', message: 'the session is closed' });
    await this.runner.drive(begin);
    return this.told();
  }

  private told(): SessionState {
    const { state } = this;
    if (!this.closed) this.changed.fire(state);
    return state;
  }
}

/** The program compiled and loaded; others of this host do not wait for it. */
async function sessionOf({ name, source }: Program, chosen: Chosen): Promise<Session> {
  const compiled = await inTurns(compiling(name, source));
  const loading = Session.loading(name, compiled, { ...chosen, language });
  while (!loading.work(Infinity)) await nextTurn();
  return loading.answer;
}

/** The rest of the document is left blank, so that lines keep their numbers. */
function programOf(document: vscode.TextDocument, { uri, lines }: Subject): Program {
  const name = nameOf(uri);
  if (lines === undefined) return { name, source: document.getText() };
  const { firstLine, lastLine } = lines;
  const end = document.validatePosition(new vscode.Position(lastLine, Number.MAX_SAFE_INTEGER));
  const text = document.getText(new vscode.Range(new vscode.Position(firstLine, 0), end));
  return {
    name: `${name}:${firstLine + 1}-${lastLine + 1}`,
    source: '\n'.repeat(firstLine) + text,
  };
}
