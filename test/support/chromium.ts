import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { chromium } from '@playwright/test';
import chromiumPack, { inflate } from '@sparticuz/chromium';

const cache = join(import.meta.dirname, '../../node_modules/.cache/chromium');
// The pages come from this machine, whatever proxy its environment names.
const args = ['--no-proxy-server', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];

/**
 * What Playwright needs to start CHROMIUM_PATH, else the Chromium of the npm package (Linux x64), else one the
 * machine has.
 */
export async function chromiumOptions() {
  const given = process.env['CHROMIUM_PATH'];
  if (given) return { executablePath: given, args };
  if (process.platform === 'linux' && process.arch === 'x64')
    return { ...(await packed()), args: [...args, '--disable-gpu', '--disable-dev-shm-usage'] };
  if (existsSync(chromium.executablePath())) return { args };
  return { channel: process.platform === 'win32' ? 'msedge' : 'chrome', args };
}

/** Unpacks the package's browser, its libraries and fonts, so that a machine needs none of its own. */
async function packed() {
  const pack = join(
    dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')),
    '../bin',
  );
  const executablePath = join(cache, 'chromium');
  const fonts = join(cache, 'fonts.conf');
  if (!existsSync(fonts)) {
    mkdirSync(cache, { recursive: true });
    const temporary = process.env['TMPDIR'];
    // The package unpacks into the temporary folder and reuses whatever version lies there.
    process.env['TMPDIR'] = cache;
    try {
      await chromiumPack.executablePath();
      await inflate(join(pack, 'al2023.tar.br'));
    } finally {
      if (temporary === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = temporary;
    }
    // Its own configuration names a fixed folder, where the fonts are not: all text would be invisible.
    writeFileSync(
      fonts,
      `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>${cache}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${cache}/fonts-cache</cachedir></fontconfig>`,
    );
  }
  return {
    executablePath,
    env: {
      ...(process.env as Record<string, string>),
      LD_LIBRARY_PATH: join(cache, 'al2023/lib'),
      FONTCONFIG_FILE: fonts,
    },
  };
}
