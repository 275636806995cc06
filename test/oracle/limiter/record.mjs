/**
 * Records what the real runtime's limiter does with drawn sequences of calls (limiter.txt). The
 * limiter can be reached from the runtime's own tests alone, so limiter_test.go is laid over them.
 *
 *     node test/oracle/limiter/record.mjs
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'limiter-'));
try {
  const root = execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).trim();
  const overlay = join(folder, 'overlay.json');
  const laidOver = join(root, 'src/runtime/zz_record_limiter_test.go');
  writeFileSync(
    overlay,
    JSON.stringify({ Replace: { [laidOver]: join(here, 'limiter_test.go') } }),
  );
  execFileSync('go', ['test', '-overlay', overlay, '-run', 'TestRecordLimiter', 'runtime'], {
    cwd: join(root, 'src'),
    env: { ...process.env, LIMITER_RECORD: join(here, 'limiter.txt'), GOTOOLCHAIN: 'local' },
    stdio: 'inherit',
  });
} finally {
  rmSync(folder, { recursive: true });
}
