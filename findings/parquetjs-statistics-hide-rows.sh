#!/usr/bin/env bash
# Rows that one library writes to a Parquet file are not found by two readers: of 1, 10 and 9 the largest is 9.
#
# Guess:   what @dsnp/parquetjs accepts for a column of INT64 or DOUBLE, a number as text among it, is found by a
#          query.
# Fact:    it stores the numbers rightly and compares them as they were given, so the statistics in the file say that
#          the maximum of '1', '10', '9' is 9. DuckDB and hyparquet leave out what lies outside of the statistics: "q
#          > 9" has no row. In a column of JSON the minimum and the maximum are the first value, as objects do not
#          compare, and DuckDB finds only that one by equality. Without a condition every row is there.
# Cost:    exchanges send prices and quantities as text. An archive of them answers queries with too few rows.
# Version: @dsnp/parquetjs 1.8.9, @duckdb/node-api 1.5.6-r.1, hyparquet 1.33.0.
# Source:  parquet.thrift: min_value and max_value are the "lower and upper bound values for the column". The readme
#          of the library has no word on which values a column takes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact @dsnp/parquetjs@1.8.9 \
	@duckdb/node-api@1.5.6-r.1 hyparquet@1.33.0

cat >show.mjs <<'JS'
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { DuckDBInstance } from '@duckdb/node-api';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';

const { ParquetSchema, ParquetWriter } = createRequire(import.meta.url)('@dsnp/parquetjs');
const database = await (await DuckDBInstance.create()).connect();
for (const [values, type] of [[['1', '10', '9'], 'INT64'], [['1', '10', '9'], 'DOUBLE'], [[1n, 10n, 9n], 'INT64']]) {
	const { file, statistics } = await write(values, type);
	const limit = (type === 'INT64') ? 9n : 9;
	const found = await find(file, { q: { $gt: limit } });
	console.log(`${type} of ${typeof values[0]}: statistics ${statistics}, all rows ${await duckdb('true')}; `
		+ `q > 9 in duckdb: ${await duckdb('q > 9')}, in hyparquet: ${found}`);
}
const { statistics } = await write([{ price: 100 }, { price: 101 }], 'JSON');
console.log(`JSON: statistics ${statistics}, all rows ${await duckdb('true')}; the first: `
	+ `${await duckdb(`q = '{"price":100}'`)}, the second: ${await duckdb(`q = '{"price":101}'`)}`);

async function write(values, type) {
	write.path = `${type}-of-${typeof values[0]}.parquet`;
	const writer = await ParquetWriter.openFile(new ParquetSchema({ q: { type } }), write.path);
	for (const q of values) {
		await writer.appendRow({ q });
	}
	await writer.close();
	const bytes = await readFile(write.path);
	const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
	const { min_value, max_value } = parquetMetadata(file).row_groups[0].columns[0].meta_data.statistics;
	return { file, statistics: `${min_value} to ${max_value}` };
}

async function duckdb(condition) {
	const result = await database.runAndReadAll(`select q from '${write.path}' where ${condition}`);
	return result.getRowsJson().join(' ') || 'nothing';
}

async function find(file, filter) {
	return (await parquetReadObjects({ file, filter })).map(row => row.q).join(' ') || 'nothing';
}
JS

echo "@dsnp/parquetjs 1.8.9, @duckdb/node-api 1.5.6-r.1, hyparquet 1.33.0, node $(node --version)"
echo "guess: statistics 1 to 10 and a row of 10 in each reader; the second row of JSON is found"
seen=$(node show.mjs)
echo "$seen"

expected='INT64 of string: statistics 1 to 9, all rows 1 10 9; q > 9 in duckdb: nothing, in hyparquet: nothing
DOUBLE of string: statistics 1 to 9, all rows 1 10 9; q > 9 in duckdb: nothing, in hyparquet: nothing
INT64 of bigint: statistics 1 to 10, all rows 1 10 9; q > 9 in duckdb: 10, in hyparquet: 10
JSON: statistics {"price":100} to {"price":100}, all rows {"price":100} {"price":101}; the first: {"price":100}, the second: nothing'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
