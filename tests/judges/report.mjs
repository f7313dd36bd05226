// SPDX-License-Identifier: GPL-2.0-or-later
// report.mjs PAGE.html MENTIONS: the page in headless Chromium. Marks equal the
// stream's codings, unticking a code removes its marks, every passage's link
// lands, axe-core finds nothing in light, dark and on a phone, nothing scrolls
// sideways at 360 px, no request leaves the page, no script runs.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { readFileSync } from 'node:fs';

const require = createRequire(process.env.JUDGE_MODULES + '/');
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const [file, mentions] = process.argv.slice(2);
const url = pathToFileURL(file).href;
let bad = 0;
const check = (good, what) => {
    if (!good) bad++;
    console.log((good ? 'holds: ' : 'FALLS SHORT: ') + what);
};

const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
           '--disable-background-networking', '--disable-component-update',
           '--disable-sync'],
});
for (const [name, options] of [
    ['light', { colorScheme: 'light', viewport: { width: 1280, height: 900 } }],
    ['dark', { colorScheme: 'dark', viewport: { width: 1280, height: 900 } }],
    ['phone', { colorScheme: 'light', viewport: { width: 360, height: 740 } }],
]) {
    const context = await browser.newContext({ ...options, bypassCSP: true });
    const page = await context.newPage();
    const requests = [];
    page.on('request', (r) => { if (r.url() !== url) requests.push(r.url()); });
    await page.goto(url);
    check(requests.length === 0, `${name}: no request (${requests.length})`);
    const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - window.innerWidth);
    check(wide <= 0, `${name}: no sideways scroll (${wide} px)`);
    await page.evaluate(axe);
    const found = await page.evaluate(async () => (await axe.run()).violations
        .map((v) => `${v.id} x ${v.nodes.length}: ${v.nodes[0].html.slice(0, 90)}`));
    check(found.length === 0, `${name}: axe ${found.length} violations ${found.join('; ')}`);
    if (process.env.PICTURES)
        await page.screenshot({ path: `${process.env.PICTURES}/${name}.png`,
                                clip: { x: 0, y: 0, width: options.viewport.width, height: 2400 }, fullPage: true });
    if (name === 'light') {
        const marks = await page.locator('mark[id]').count();
        check(marks === Number(mentions), `marks ${marks} = codings ${mentions}`);
        const dead = await page.evaluate(() => [...document.querySelectorAll('a[href^="#"]')]
            .filter((a) => !document.getElementById(a.getAttribute('href').slice(1))).length);
        check(dead === 0, `every link lands (${dead} do not)`);
        const kwic = await page.evaluate(() => [...document.querySelectorAll('tr[id^="k"] a')]
            .filter((a) => {
                const place = document.getElementById(a.getAttribute('href').slice(1));
                const near = (t) => t.replace(/\s+/g, ' ').trim();
                return !near(a.textContent).startsWith(near(place.textContent).slice(0, 5));
            }).length);
        check(kwic === 0, `each passage leads to its own words (${kwic} do not)`);
        const box = page.locator('fieldset input').first();
        const id = (await box.getAttribute('id')).slice(1);
        const shown = () => page.evaluate((c) => [...document.querySelectorAll(`mark.c${c}`)]
            .filter((m) => getComputedStyle(m).borderBottomStyle !== 'none').length, id);
        const before = await shown();
        await box.uncheck();
        const after = await shown();
        check(after === 0 && before > 0, `unticking a code hides its marks (${before} -> ${after})`);
        check(await page.evaluate(() => document.scripts.length) === 0, 'no script');
    }
    await context.close();
}
await browser.close();
process.exit(bad ? 1 : 0);
