// SPDX-License-Identifier: GPL-2.0-or-later
// report.mjs PAGE.html PASSAGES [PICTURES]: the page in headless Chromium.
// As many passages carry an id as the stream has codings, unticking a code
// hides its marks and lines, every link lands, axe-core finds nothing in
// light, dark and on a phone, nothing scrolls sideways at 360 px, no request
// leaves the page, no script runs. PICTURES: a prefix for screenshots.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { readFileSync } from 'node:fs';

const require = createRequire(process.env.JUDGE_MODULES + '/');
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const [file, passages, pictures] = process.argv.slice(2);
const url = pathToFileURL(file).href;
let bad = 0;
const check = (good, what) => {
    if (!good) bad++;
    console.log((good ? 'holds: ' : 'FALLS SHORT: ') + what);
};

const links = async (page) => {
    const ids = await page.evaluate(() => {
        const all = [...document.querySelectorAll('[id]')].map((e) => e.id);
        return all.length - new Set(all).size;
    });
    check(ids === 0, `no id twice (${ids})`);
    const dead = await page.evaluate(() => [...document.querySelectorAll('a[href^="#"]')]
        .filter((a) => !document.getElementById(a.getAttribute('href').slice(1))).length);
    check(dead === 0, `every link lands (${dead} do not)`);
    const away = await page.evaluate(() => [...document.querySelectorAll('tr[id^="k"] a')]
        .filter((a) => {
            const place = document.getElementById(a.getAttribute('href').slice(1));
            const near = (t) => t.replace(/\s+/g, ' ').trim();
            return place.tagName === 'MARK' &&
                !near(a.textContent).startsWith(near(place.textContent).slice(0, 5));
        }).length);
    check(away === 0, `each passage leads to its own words (${away} do not)`);
};

// The first code's box: its marks lose their line, its passages go; "show all
// again" brings them back; "only" hides what does not count.
const boxes = async (page) => {
    const marked = (c) => page.evaluate((s) => [...document.querySelectorAll(s)]
        .filter((m) => getComputedStyle(m).borderBottomStyle !== 'none').length, c);
    const lines = (s) => page.evaluate((t) => [...document.querySelectorAll(t)]
        .filter((e) => e.getClientRects().length > 0).length, s);
    await page.locator('.bar summary').click();
    const box = page.locator('fieldset input').first();
    const code = (await box.getAttribute('id')).slice(1);
    const before = [await marked(`mark.c${code}`), await lines(`.r${code}`)];
    await box.uncheck();
    const after = [await marked(`mark.c${code}`), await lines(`.r${code}`)];
    check(before[0] > 0 && before[1] > 0 && after[0] === 0 && after[1] === 0,
          `unticking a code hides it (${before} -> ${after})`);
    await page.locator('.bar button').click();
    const again = [await marked(`mark.c${code}`), await lines(`.r${code}`)];
    check(String(again) === String(before), `all are shown again (${again})`);
    const off = [await marked('mark.off'), await lines('tr.off')];
    await page.locator('#only').check();
    const left = [await marked('mark.off'), await lines('tr.off')];
    check(left[0] === 0 && left[1] === 0,
          `only what counts can be left (${off} -> ${left})`);
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
    ['dark phone', { colorScheme: 'dark', viewport: { width: 360, height: 740 } }],
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
    if (pictures)
        await page.screenshot({ path: `${pictures}-${name.replace(' ', '-')}.png`,
                                fullPage: true, clip: { x: 0, y: 0,
                                width: options.viewport.width, height: 2400 } });
    if (name === 'light') {
        const marks = await page.locator('[id^="m"]:is(mark,a)').count();
        check(marks === Number(passages), `passages ${marks} = codings ${passages}`);
        await links(page);
        if (marks > 0) await boxes(page);
    }
    await context.close();
}
// As a reader has it: the policy is in force, and printing loses nothing.
const page = await (await browser.newContext()).newPage();
const refused = [];
page.on('console', (m) => { if (m.type() === 'error') refused.push(m.text()); });
await page.goto(url);
const scripts = await page.evaluate(() => document.scripts.length);
check(scripts === 0, `no script (${scripts})`);
check(refused.length === 0, `nothing refused by the policy (${refused[0] || ''})`);
await page.emulateMedia({ media: 'print' });
const cut = await page.evaluate(() => [...document.querySelectorAll('.wide')]
    .filter((e) => getComputedStyle(e).overflowX !== 'visible').length);
check(cut === 0, `nothing is cut in print (${cut})`);
await browser.close();
process.exit(bad ? 1 : 0);
