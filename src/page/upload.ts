/** Takes a file from whoever reads the page. */

/** What was chosen; undefined when nothing was. */
export function chooseFile(): Promise<{ name: string; text: string } | undefined> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = '.json,application/json';
  return new Promise((resolve, reject) => {
    input.addEventListener('cancel', () => resolve(undefined));
    input.addEventListener('change', () => {
      const file = input.files?.[0];
      if (file === undefined) resolve(undefined);
      else file.text().then((text) => resolve({ name: file.name, text }), reject);
    });
    input.click();
  });
}
