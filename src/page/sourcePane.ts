/** The program beside the panel, where VS Code would show it, with the line that runs marked. */
import { say } from '../protocol/strings';
import type { Language } from '../protocol/strings';

interface SourcePane {
  readonly element: HTMLElement;
  /** Marks the line the program stands at. */
  setLine(line: number | undefined): void;
  /** Brings a line into sight and points at it. */
  show(line: number): void;
}

export function createSourcePane(name: string, source: string, language: Language): SourcePane {
  const title = say(language, 'page.source');
  const lines = source
    .replace(/\n$/, '')
    .split('\n')
    .map((text, index) => {
      const row = document.createElement('li');
      const code = document.createElement('code');
      code.textContent = text.replace(/\r$/, '');
      row.dataset['line'] = String(index + 1);
      row.append(code);
      return row;
    });
  const list = document.createElement('ol');
  list.append(...lines);
  const heading = document.createElement('h2');
  heading.textContent = name.split(/[\\/]/).at(-1)!;
  const scroll = document.createElement('div');
  scroll.className = 'source-scroll';
  scroll.tabIndex = 0;
  scroll.setAttribute('role', 'region');
  scroll.setAttribute('aria-label', `${title} ${name}`);
  scroll.append(list);
  const element = document.createElement('aside');
  element.className = 'page-source';
  element.setAttribute('aria-label', title);
  element.append(heading, scroll);

  let current: HTMLElement | undefined;
  const into = (row: HTMLElement | undefined): void =>
    row?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  return {
    element,
    setLine(line) {
      current?.classList.remove('here');
      current?.removeAttribute('aria-current');
      current = line === undefined ? undefined : lines[line - 1];
      current?.classList.add('here');
      current?.setAttribute('aria-current', 'true');
      into(current);
    },
    show(line) {
      const row = lines[line - 1];
      into(row);
      list.querySelector('.shown')?.classList.remove('shown');
      row?.classList.add('shown');
      scroll.focus({ preventScroll: true });
    },
  };
}
