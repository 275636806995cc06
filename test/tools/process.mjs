/** Small helpers around child processes, shared by the tools. */
import { spawn } from 'node:child_process';

/**
 * Makes a failure of the world (a command, a download) end the script with its message instead of a
 * stack.
 */
export function reportFailures() {
  process.on('uncaughtException', (error) => {
    console.error(error.message);
    process.exit(1);
  });
}

/**
 * Runs a command to its end and shows what it prints. Rejects with the command's name when it
 * fails.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean }} [options] `quiet` shows the
 *   output of a failure only
 * @returns {Promise<string>} what the command printed, when quiet
 */
export function runCommand(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: options.quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      // npm and code are scripts on Windows, which only a shell starts.
      shell: process.platform === 'win32',
    });
    let output = '';
    child.stdout?.on('data', (data) => (output += data));
    child.stderr?.on('data', (data) => (output += data));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output);
      else {
        const how = signal ? `was ended by ${signal}` : `failed with exit code ${code}`;
        reject(new Error(`${command} ${args.join(' ')} ${how}\n${output}`.trimEnd()));
      }
    });
  });
}

/**
 * Shows that a long step is alive: its name, then every ten seconds the time it has taken, then its
 * total.
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(what, work) {
  const started = Date.now();
  const seconds = () => `${((Date.now() - started) / 1000).toFixed(0)} s`;
  console.log(`${what}…`);
  const timer = setInterval(() => console.log(`${what}… ${seconds()}`), 10_000);
  try {
    const result = await work();
    console.log(`${what}: done (${seconds()})`);
    return result;
  } finally {
    clearInterval(timer);
  }
}

/**
 * Ends a process and everything it started, and waits until it is gone.
 * @param {import('node:child_process').ChildProcess} child started with `detached` outside Windows
 */
export async function endTree(child) {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = new Promise((resolve) => child.once('close', resolve));
  signalTree(child, 'SIGTERM');
  const timer = setTimeout(() => signalTree(child, 'SIGKILL'), 3000);
  await gone;
  clearTimeout(timer);
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
export function signalTree(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') spawn('taskkill', ['/pid', String(child.pid), '/T', '/F']);
    else process.kill(-child.pid, signal);
  } catch {
    // Already gone, which is what was asked for.
  }
}
