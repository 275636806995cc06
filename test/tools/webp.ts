/** Pictures for the README, small enough to ship: a PNG as WebP, made by the browser at hand. */
import { writeFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';

/** Text on flat colours still looks the same. */
const quality = 0.7;

export async function saveWebp(browser: Browser, png: Buffer, path: string): Promise<void> {
  const page = await browser.newPage();
  try {
    const url = await page.evaluate(
      async ([data, share]) => {
        const image = new Image();
        image.src = `data:image/png;base64,${data}`;
        await image.decode();
        const canvas = document.createElement('canvas');
        canvas.width = image.naturalWidth;
        canvas.height = image.naturalHeight;
        canvas.getContext('2d')!.drawImage(image, 0, 0);
        return canvas.toDataURL('image/webp', share);
      },
      [png.toString('base64'), quality] as const,
    );
    const [head, body] = url.split(',');
    if (head !== 'data:image/webp;base64') throw new Error(`this browser writes ${head}`);
    writeFileSync(path, Buffer.from(body!, 'base64'));
  } finally {
    await page.close();
  }
}
