/** The paper that writes SVG: what painters call comes out as the same shapes, all text escaped. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvOf, jsonOf } from '../../webview/export/table';
import { escapeXml, paint } from '../../webview/export/svgText';
import { pixelRuns, SvgPaper } from '../../webview/export/svgPaper';
import type { Measure } from '../../webview/export/svgPaper';

/** Six pixels per letter; the middle of a line is three above its baseline. */
const measure: Measure = (text, _font, baseline) => ({
  width: 6 * text.length,
  baseline: baseline === 'middle' ? 3 : 0,
});

function paper(ratio = 1): SvgPaper {
  const made = new SvgPaper({ width: 100, height: 50, ratio }, measure);
  made.setTransform(ratio, 0, 0, ratio, 0, 0);
  return made;
}

test('rectangles, frames and colours come out as they went in', () => {
  const pen = paper();
  pen.fillStyle = 'rgb(255 128 0 / 1)';
  pen.fillRect(1, 2, 3.456, 4);
  pen.fillStyle = 'rgb(0 0 0 / 0.5)';
  pen.fillRect(0, 0, 10, 0);
  pen.strokeStyle = pen.fillStyle;
  pen.lineWidth = 2;
  pen.setLineDash([3, 2]);
  pen.strokeRect(5, 5, 6, 7);
  assert.equal(
    pen.content(),
    '<rect x="1" y="2" width="3.46" height="4" fill="#ff8000"/>' +
      '<rect x="5" y="5" width="6" height="7" fill="none" stroke="#000000" stroke-opacity="0.5" ' +
      'stroke-width="2" stroke-dasharray="3 2"/>',
  );
});

test('device pixels do not change the size of the drawing', () => {
  const draw = (ratio: number): string => {
    const pen = paper(ratio);
    pen.fillRect(10, 20, 30, 40);
    return pen.content();
  };
  assert.equal(draw(2), draw(1));
});

test('paths: lines, arcs and whole circles', () => {
  const pen = paper();
  pen.fillStyle = '#112233';
  pen.beginPath();
  pen.moveTo(0, 0);
  pen.lineTo(10, 0);
  pen.lineTo(10, 5);
  pen.fill();
  pen.beginPath();
  pen.arc(5, 5, 2, Math.PI / 2, (3 * Math.PI) / 2);
  pen.fill();
  pen.beginPath();
  pen.arc(5, 5, 2, 0, 2 * Math.PI);
  pen.stroke();
  const [triangle, half, circle] = [...pen.content().matchAll(/d="([^"]*)"/g)].map((one) => one[1]);
  assert.equal(triangle, 'M0 0L10 0L10 5');
  assert.equal(half, 'M5 7A2 2 0 0 1 5 3');
  assert.equal(circle, 'M7 5A2 2 0 1 1 3 5A2 2 0 1 1 7 5z');
});

test('a clip holds until restore, and what was saved comes back', () => {
  const pen = paper();
  pen.fillStyle = '#ff0000';
  pen.save();
  pen.beginPath();
  pen.rect(1, 1, 8, 8);
  pen.clip();
  pen.fillStyle = '#00ff00';
  pen.fillRect(0, 0, 2, 2);
  pen.restore();
  pen.fillRect(3, 3, 2, 2);
  const [, id] = /<clipPath id="(\w+)"><path d="M1 1h8v8h-8z"\/>/.exec(pen.content())!;
  assert.ok(
    pen
      .content()
      .endsWith(
        `<g clip-path="url(#${id})"><rect x="0" y="0" width="2" height="2" fill="#00ff00"/></g>` +
          '<rect x="3" y="3" width="2" height="2" fill="#ff0000"/>',
      ),
  );
});

test('a clip that is never restored still closes its group', () => {
  const pen = paper();
  pen.save();
  pen.beginPath();
  pen.rect(0, 0, 1, 1);
  pen.clip();
  const content = pen.content();
  assert.equal(content.match(/<g /g)?.length, content.match(/<\/g>/g)?.length);
});

test('texts stand where the canvas would put them, and cannot become markup', () => {
  const pen = paper();
  pen.font = '600 12px "A B", serif';
  pen.textAlign = 'right';
  pen.textBaseline = 'middle';
  pen.fillText('</text><script>alert("1")</script>\u0007&\ud800', 40, 20);
  assert.equal(pen.measureText('abc').width, 18);
  const content = pen.content();
  assert.match(content, /^<text x="40" y="23" fill="#000000" font-family="&#34;A B&#34;, serif" /);
  assert.match(content, /font-size="12" font-weight="600" text-anchor="end">/);
  for (const never of ['<script', '\u0007', '\ud800']) assert.ok(!content.includes(never), never);
  assert.match(content, />&#60;\/text&#62;&#60;script&#62;alert\(&#34;1&#34;\)/);
});

test('pixels become runs of one colour', () => {
  const data = new Uint8ClampedArray(4 * 6);
  const set = (at: number, red: number): void => data.set([red, 0, 0, 255], 4 * at);
  [0, 1, 3].forEach((at) => set(at, 255));
  set(2, 16);
  assert.equal(
    pixelRuns(data, 3, 2),
    '<path d="M0 0h2v1h-2zM0 1h1v1h-1z" fill="#ff0000" shape-rendering="crispEdges"/>' +
      '<path d="M2 0h1v1h-1z" fill="#100000" shape-rendering="crispEdges"/>',
  );
});

test('colours as older readers of SVG know them', () => {
  assert.deepEqual(paint('fill', 'rgb(1, 2, 3)'), { fill: '#010203' });
  assert.deepEqual(paint('stroke', 'rgba(255, 255, 255, 0.25)'), {
    stroke: '#ffffff',
    'stroke-opacity': '0.25',
  });
  assert.deepEqual(paint('fill', 'none'), { fill: 'none' });
});

test('attributes and texts are escaped alike', () => {
  assert.equal(escapeXml(`a<b>&"'`), 'a&#60;b&#62;&#38;&#34;&#39;');
  assert.equal(escapeXml('\ud83d\ude00 \u0000 \ufffe'), '\ud83d\ude00 \ufffd \ufffd');
});

test('a table as CSV: quoted where it must be, and no formula of the program runs', () => {
  const rows = [
    [1, 'a,b', undefined, true],
    [-2, 'say "x"\n', '=1+1', false],
  ];
  assert.equal(
    csvOf({ columns: ['n', 'text', 'more', 'flag'], rows }),
    'n,text,more,flag\r\n1,"a,b",,true\r\n-2,"say ""x""\n",\'=1+1,false\r\n',
  );
});

test('columns of an answer become lists', () => {
  const text = jsonOf({ a: Float64Array.of(1, 2.5), b: [Uint8Array.of(3)] });
  assert.deepEqual(JSON.parse(text), { a: [1, 2.5], b: [[3]] });
});
