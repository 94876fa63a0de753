#!/usr/bin/env bash
# A Parquet file with a price of 200 has a maximum price of 100, and "where price = 100" returns the row of 200.
#
# Guess:   DuckDB reads the file that is there, or, where it keeps files in memory, the one that was there. Its
#          setting validate_external_file_cache is VALIDATE_ALL.
# Fact:    when the file is written again within the same second, with the same length, DuckDB keeps the footer of the
#          old file, with its minimum and maximum, and reads the rows of the new one. max() is the old one and sum()
#          the new one; a condition that holds for all old prices returns every new row, and one that holds for none
#          returns nothing. A write one second later is noticed, as is a file that is put in place by a rename, and
#          with enable_external_file_cache = false all is right.
# Cost:    a snapshot of prices or positions that is written several times a second is reported with a maximum that it
#          does not have, and conditions choose the wrong rows.
# Version: @duckdb/node-api 1.5.6-r.1 (DuckDB 1.5.6). The script sets the times of the files, so that the result does
#          not depend on its speed.
# Source:  DuckDB's description of the setting: "VALIDATE_ALL (default, validate all cache entries)". File times have
#          nanoseconds.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact @duckdb/node-api@1.5.6-r.1

cat >show.mjs <<'JS'
import { readFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';

const writer = await connect();
const [old, fresh] = [await parquet(100), await parquet(200)];
await show('written in the same second', '12:00:00.900', writeFileSync);
await show('written a second later', '12:00:01.900', writeFileSync);
await show('renamed in the same second', '12:00:00.900', (path, bytes) => {
	writeFileSync('new.parquet', bytes);
	renameSync('new.parquet', path);
});
await show('without the cache', '12:00:00.900', writeFileSync, { enable_external_file_cache: 'false' });

async function show(title, time, write, options) {
	const path = `${title}.parquet`;
	const reader = await connect(options);
	writeFileSync(path, old);
	touch(path, '12:00:00.100');
	await ask(reader, `select max(price) from '${path}'`);
	write(path, fresh);
	touch(path, time);
	const questions = ['price', 'max(price)', 'sum(price)'].map(what => `select ${what} from '${path}'`);
	questions.push(...[100, 200].map(price => `select price from '${path}' where price = ${price}`));
	const answers = [];
	for (const question of questions) {
		answers.push(await ask(reader, question));
	}
	const [price, max, sum, where100, where200] = answers;
	const length = (old.length === fresh.length) ? 'same' : 'other';
	console.log(`${title} (${length} length): price ${price}, max ${max}, sum ${sum}, where price = 100: ${where100}, `
		+ `where price = 200: ${where200}`);
}

async function connect(options) {
	return (await DuckDBInstance.create(':memory:', options)).connect();
}

async function parquet(price) {
	await writer.run(`copy (select ${price}::bigint as price) to 'made.parquet'`);
	return readFileSync('made.parquet');
}

async function ask(database, question) {
	return (await database.runAndReadAll(question)).getRowsJson().join(' ') || 'nothing';
}

function touch(path, time) {
	const date = new Date(`2026-01-01T${time}Z`);
	utimesSync(path, date, date);
}
JS

echo "@duckdb/node-api 1.5.6-r.1, node $(node --version)"
echo "guess: price 200, max 200, sum 200, nothing, 200 in each line"
seen=$(node show.mjs)
echo "$seen"

expected='written in the same second (same length): price 200, max 100, sum 200, where price = 100: 200, where price = 200: nothing
written a second later (same length): price 200, max 200, sum 200, where price = 100: nothing, where price = 200: 200
renamed in the same second (same length): price 200, max 200, sum 200, where price = 100: nothing, where price = 200: 200
without the cache (same length): price 200, max 200, sum 200, where price = 100: nothing, where price = 200: 200'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
