/** Asks the runner outside for a picture of the window: test-results/vscode-<name>.png. */
import { appendFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';

/** Resolves when the picture is taken, or when there is nobody to take it. */
export async function takePicture(name: string): Promise<void> {
  const request = { kind: 'picture', title: name };
  appendFileSync(join(__dirname, 'report.jsonl'), `${JSON.stringify(request)}\n`);
  for (
    let tries = 0;
    tries < 100 && !existsSync(join(__dirname, `picture-${name}.done`));
    tries++
  ) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
