/**
 * How long the view is busy per frame while somebody plays, scrubs, pans and zooms, in Chromium
 * with software rendering, and what is sent to it meanwhile. The bar: 16 ms at the 95th percentile,
 * with a million spans and with ten million slots that a real run has made.
 *
 *     npm run bench play
 */
import type { Bridge } from '../webview/bridge';
import { createNodeHost } from '../webview/nodeHost';
import { benchPlay, bulkBridge } from '../webview/playBench';
import { digits, printTable, quantile } from './figures';

const slots = Number(process.env['SLOTS'] ?? 1e7);

/** Ten million objects that stay, made by four goroutines. */
const program = `package main

var kept [${slots}]*[2]int

func fill(from, to int, done chan bool) {
	for i := from; i < to; i++ {
		kept[i] = new([2]int)
	}
	done <- true
}

func main() {
	done := make(chan bool)
	for i := 0; i < 4; i++ {
		go fill(i*${slots / 4}, (i+1)*${slots / 4}, done)
	}
	for i := 0; i < 4; i++ {
		<-done
	}
}
`;

function realRun(): Bridge {
  const host = createNodeHost('slots.go', program, { gogc: -1, steps: 2 ** 40 });
  host.session.beginRun();
  while (!host.session.work(1_000_000));
  host.session.beginSeek(Math.floor(0.9 * host.session.state().endTick));
  while (!host.session.work(1_000_000));
  const { spanCount } = host.session.overview();
  console.log(`a real run: ${slots.toLocaleString('en')} slots in ${spanCount} spans`);
  return host;
}

for (const make of [() => bulkBridge(1e6), realRun]) {
  const bridge = make();
  const { firstPaintMilliseconds, results } = await benchPlay(bridge);
  console.log(`first paint ${digits(firstPaintMilliseconds)} ms after the host's answer (bar 300)`);
  printTable(
    ['movement', 'frames', 'median ms', 'p95 ms', 'max ms', 'processor p95', 'sent KiB'],
    results.map(({ what, times: { clock, processor }, sent }) => [
      what,
      String(clock.length),
      digits(quantile(clock, 0.5)),
      digits(quantile(clock, 0.95)),
      digits(Math.max(...clock)),
      digits(quantile(processor, 0.95)),
      digits(sent / 1024),
    ]),
  );
}
