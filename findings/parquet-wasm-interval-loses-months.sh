#!/usr/bin/env bash
# A term of one month and two days, written to Parquet by DuckDB, has two days for parquet-wasm, and one of a year none.
#
# Guess:   the interval that DuckDB writes has its months, days and milliseconds in every reader, or is refused.
# Fact:    parquet-wasm hands the column to Arrow as an interval of days and milliseconds, and leaves the months out
#          without an error: one year is 0 days. DuckDB reads its own file with the months.
# Cost:    a loan or an option of twelve months is due at once.
# Version: parquet-wasm 0.8.0 with apache-arrow 21.2.0; @duckdb/node-api 1.5.6-r.1 writes.
# Source:  Parquet's logical types: an INTERVAL is a number of months, a number of days and a number of milliseconds,
#          each independent of the others.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact parquet-wasm@0.8.0 apache-arrow@21.2.0 \
	@duckdb/node-api@1.5.6-r.1

cat >show.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { tableFromIPC } from 'apache-arrow';
import { readParquet } from 'parquet-wasm';

const database = await (await DuckDBInstance.create()).connect();
for (const term of ['1 month 2 days', '1 year', '13 months 3 seconds', '30 days']) {
	const path = `${term}.parquet`;
	await database.run(`copy (select interval '${term}' as term) to '${path}'`);
	const table = tableFromIPC(readParquet(new Uint8Array(readFileSync(path))).intoIPCStream());
	const [days, milliseconds] = table.get(0).term;
	const duckdb = (await database.runAndReadAll(`select term::varchar from '${path}'`)).getRows()[0][0];
	console.log(`${term}: duckdb ${duckdb}, parquet-wasm ${days} days ${milliseconds} ms `
		+ `(${table.schema.fields[0].type})`);
}
JS

echo "parquet-wasm 0.8.0, apache-arrow 21.2.0, @duckdb/node-api 1.5.6-r.1, node $(node --version)"
echo "guess: the same term twice in each line"
seen=$(node show.mjs)
echo "$seen"

expected='1 month 2 days: duckdb 1 month 2 days, parquet-wasm 2 days 0 ms (Interval<DAY_TIME>)
1 year: duckdb 1 year, parquet-wasm 0 days 0 ms (Interval<DAY_TIME>)
13 months 3 seconds: duckdb 1 year 1 month 00:00:03, parquet-wasm 0 days 3000 ms (Interval<DAY_TIME>)
30 days: duckdb 30 days, parquet-wasm 30 days 0 ms (Interval<DAY_TIME>)'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
