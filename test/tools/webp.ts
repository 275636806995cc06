/**
 * Pictures for the README, small enough to ship: PNGs as WebP, made by the browser at hand. Several
 * become one animation, whose frames are put together here: browsers write single pictures only.
 */
import { writeFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';

/** Text on flat colours still looks the same. */
const quality = 0.6;
/** Of an animation, which has many pictures to ship. */
const filmQuality = 0.45;

/** A PNG as WebP, at most `width` pixels wide, without transparency. */
async function encode(
  browser: Browser,
  png: Buffer,
  share = quality,
  width = Infinity,
): Promise<Buffer> {
  const page = await browser.newPage();
  try {
    const url = await page.evaluate(
      async ([data, wanted, most]) => {
        const image = new Image();
        image.src = `data:image/png;base64,${data}`;
        await image.decode();
        const scale = Math.min(1, most / image.naturalWidth);
        const canvas = document.createElement('canvas');
        canvas.width = Math.round(image.naturalWidth * scale);
        canvas.height = Math.round(image.naturalHeight * scale);
        const context = canvas.getContext('2d', { alpha: false })!;
        context.imageSmoothingQuality = 'high';
        context.drawImage(image, 0, 0, canvas.width, canvas.height);
        return canvas.toDataURL('image/webp', wanted);
      },
      [png.toString('base64'), share, width] as const,
    );
    const [head, body] = url.split(',');
    if (head !== 'data:image/webp;base64') throw new Error(`this browser writes ${head}`);
    return Buffer.from(body!, 'base64');
  } finally {
    await page.close();
  }
}

export async function saveWebp(browser: Browser, png: Buffer, path: string): Promise<void> {
  writeFileSync(path, await encode(browser, png));
}

/** A frame of an animation, and how long it stands. */
export interface AnimationFrame {
  readonly png: Buffer;
  readonly milliseconds: number;
}

/** Pictures of one size, one after the other, over and over. */
export async function saveAnimation(
  browser: Browser,
  frames: readonly AnimationFrame[],
  width: number,
  path: string,
): Promise<void> {
  const parts: Buffer[] = [];
  let size = { width: 0, height: 0 };
  for (const { png, milliseconds } of frames) {
    const chunk = bitstream(await encode(browser, png, filmQuality, width));
    // VP8 frame header: 14 bits each behind the start code.
    size = { width: chunk.readUInt16LE(14) & 0x3fff, height: chunk.readUInt16LE(16) & 0x3fff };
    const head = Buffer.alloc(16);
    head.writeUIntLE(size.width - 1, 6, 3);
    head.writeUIntLE(size.height - 1, 9, 3);
    head.writeUIntLE(milliseconds, 12, 3);
    // Do not blend: each frame covers the one before.
    head[15] = 2;
    parts.push(riffChunk('ANMF', Buffer.concat([head, chunk])));
  }
  const canvas = Buffer.alloc(10);
  // Animation.
  canvas[0] = 2;
  canvas.writeUIntLE(size.width - 1, 4, 3);
  canvas.writeUIntLE(size.height - 1, 7, 3);
  const all = [riffChunk('VP8X', canvas), riffChunk('ANIM', Buffer.alloc(6)), ...parts];
  writeFileSync(path, riffChunk('RIFF', Buffer.concat([Buffer.from('WEBP'), ...all])));
}

/** The chunk with the picture itself of a WebP file without transparency. */
function bitstream(file: Buffer): Buffer {
  for (let at = 12; at < file.length;) {
    const name = file.toString('latin1', at, at + 4);
    const size = file.readUInt32LE(at + 4);
    const end = at + 8 + size + (size & 1);
    if (name === 'VP8 ') return file.subarray(at, end);
    at = end;
  }
  throw new Error('this browser writes no VP8 picture');
}

function riffChunk(name: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length & 1)]);
}
