// SPDX-License-Identifier: GPL-2.0-or-later
// xlsx_rows.mjs STREAM.tsv OUT.xlsx: the coding rows of a stream as a sheet of
// 18 columns, by exceljs's streaming writer.
import fs from 'node:fs';
import readline from 'node:readline';
import { createRequire } from 'node:module';
const require = createRequire(process.cwd() + '/');
const excel = require('exceljs');

const columns = ['document', 'unit', 'speaker', 'role', 'respondent',
  'attr.organisation', 'attr.side', 'question', 'start', 'end', 'code',
  'pattern', 'polarity', 'counted', 'counted_rank', 'text'];
const numbers = new Set(['unit', 'start', 'end', 'counted_rank']);
const [, , source, target] = process.argv;
const book = new excel.stream.xlsx.WorkbookWriter({ filename: target, useSharedStrings: false });
const page = book.addWorksheet('Mentions');
const lines = readline.createInterface({ input: fs.createReadStream(source), crlfDelay: Infinity });
let at = null, unit = '', start = 0, number = 0;
for await (const line of lines) {
  const cells = line.split('\t');
  if (at === null) {
    at = Object.fromEntries(cells.map((name, i) => [name, i]));
    continue;
  }
  if (cells[0] === 'unit') {
    unit = cells[at.text];
    start = Number(cells[at.start]);
  }
  if (cells[0] !== 'coding') continue;
  const begin = Number(cells[at.start]) - start;
  const row = [++number];
  for (const name of columns) {
    const cell = cells[at[name]];
    row.push(numbers.has(name) && cell !== '' ? Number(cell) : cell);
  }
  row.push(unit.slice(Math.max(0, begin - 40), begin));
  row.push(unit.slice(begin + cells[at.text].length).slice(0, 40));
  page.addRow(row).commit();
}
page.commit();
await book.commit();
