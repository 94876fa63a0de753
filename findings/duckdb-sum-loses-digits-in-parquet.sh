#!/usr/bin/env bash
# A sum of 9007199254740993 units, written to Parquet by DuckDB, is 9007199254740992.
#
# Guess:   the sum of a BIGINT column, which DuckDB answers exactly, is exact in the Parquet file that COPY writes.
# Fact:    a sum of integers has the type HUGEINT, and COPY writes a HUGEINT to Parquet as a double, without a word.
#          Above 2^53 the last digits are lost, and of every number the type: the column is a DOUBLE when the file is
#          read. CSV and JSON hold all digits, as does Parquet for a BIGINT and for a sum that is cast to DECIMAL(38,
#          0).
# Cost:    a total in satoshi or in wei that is stored for the next report is off, and two files of one query, in CSV
#          and Parquet, differ.
# Version: @duckdb/node-api 1.5.6-r.1 (DuckDB 1.5.6).
# Source:  DuckDB's documentation: a HUGEINT is a "signed sixteen-byte integer". Parquet's decimals hold 38 digits.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact @duckdb/node-api@1.5.6-r.1

cat >show.mjs <<'JS'
import { DuckDBInstance } from '@duckdb/node-api';

const database = await (await DuckDBInstance.create()).connect();
await database.run('create table trade (units bigint)');
await database.run('insert into trade values (9007199254740992), (1)');
for (const column of ['sum(units)', 'sum(units)::decimal(38, 0)', 'max(units) + 1', '(-7)::hugeint']) {
	const query = `select ${column} as result from trade`;
	const answers = [await ask(`(${query})`)];
	for (const format of ['csv', 'json', 'parquet']) {
		const path = `${column.length}.${format}`;
		await database.run(`copy (${query}) to '${path}'`);
		answers.push(`${format} ${await ask(`'${path}'`)}`);
	}
	console.log(`${column}: ${answers.join(', ')}`);
}

async function ask(source) {
	const rows = await database.runAndReadAll(`select result::varchar, typeof(result) from ${source} limit 1`);
	const [value, type] = rows.getRows()[0];
	return `${value} (${type})`;
}
JS

echo "@duckdb/node-api 1.5.6-r.1, node $(node --version)"
echo "guess: each line has one number"
seen=$(node show.mjs)
echo "$seen"

expected='sum(units): 9007199254740993 (HUGEINT), csv 9007199254740993 (BIGINT), json 9007199254740993 (BIGINT), parquet 9007199254740992.0 (DOUBLE)
sum(units)::decimal(38, 0): 9007199254740993 (DECIMAL(38,0)), csv 9007199254740993 (BIGINT), json 9007199254740993 (BIGINT), parquet 9007199254740993 (DECIMAL(38,0))
max(units) + 1: 9007199254740993 (BIGINT), csv 9007199254740993 (BIGINT), json 9007199254740993 (BIGINT), parquet 9007199254740993 (BIGINT)
(-7)::hugeint: -7 (HUGEINT), csv -7 (BIGINT), json -7 (BIGINT), parquet -7.0 (DOUBLE)'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
