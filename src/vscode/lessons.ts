/**
 * The lessons that ship: annotated programs, one for each thing there is to see, in files of the
 * examples' scheme. To open one is to open its file, its panel beside, and to go to its first stop.
 */
import * as vscode from 'vscode';
import type { PlainStringId } from '../protocol/strings';
import { exampleUri } from './examples';
import type { Exploration } from './exploration';
import { t } from './texts';

interface Lesson {
  /** Path under the folder of the examples. */
  readonly path: string;
  readonly title: PlainStringId;
  readonly about: PlainStringId;
}

/** All lessons, in the order to take them. */
export const lessons: readonly Lesson[] = [
  lesson('01-startup.go', 'startup'),
  lesson('02-size-classes.go', 'sizeClasses'),
  lesson('03-taking-a-slot.go', 'slots'),
  lesson('04-three-levels.go', 'levels'),
  lesson('05-mspan.go', 'mspan'),
  lesson('06-structures.go', 'structures'),
  lesson('07-four-zones.go', 'zones'),
  lesson('08-marking.go', 'marking'),
  lesson('09-release.go', 'release'),
  lesson('10-cost.go', 'cost'),
  lesson('11-classic.go', 'classic'),
];

type Named<Id extends string> = Id extends `lesson.${infer Name}.title` ? Name : never;

function lesson(file: string, name: Named<PlainStringId>): Lesson {
  return { path: `lessons/${file}`, title: `lesson.${name}.title`, about: `lesson.${name}.about` };
}

/** Asks for a lesson, unless `wanted` is the path of one, and takes it to its first stop. */
export async function openLesson(
  wanted: unknown,
  explore: (uri: vscode.Uri) => Promise<Exploration>,
): Promise<void> {
  const known = lessons.find(({ path }) => path === wanted);
  const path = known?.path ?? (await pickLesson());
  if (path === undefined) return;
  const exploration = await explore(exampleUri(path));
  if (!exploration.invalid && exploration.state.tick === 0) await exploration.runTo('stop');
}

async function pickLesson(): Promise<string | undefined> {
  const items = lessons.map(({ path, title, about }) => ({
    label: t(title),
    detail: t(about),
    path,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: t('lesson.pick'),
    matchOnDetail: true,
  });
  return picked?.path;
}
