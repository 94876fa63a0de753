#!/usr/bin/env bash
# The BigInt 20000000000000000000, 20 ETH in wei, is stored as 1553255926290448384.
#
# Guess:   SQLite's integers have 64 bits, so a greater BigInt is refused, or stored as a REAL as SQLite does with such
#          a number in a statement.
# Fact:    node-sqlite3-wasm keeps the low 64 bits, without an error: 2^63 becomes -2^63, and 2^64 + 5 is 5. The same
#          happens to a value that a query looks for, so "id = 2^64 + 5" finds the row of 5.
# Cost:    amounts in wei, ids of 128 bits and sums above 9.2e18 become other numbers; a look-up returns the row of
#          someone else.
# Version: node-sqlite3-wasm 0.8.60.
# Source:  SQLite itself takes an integer literal that exceeds 64 bits as a REAL, as the output shows.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact node-sqlite3-wasm@0.8.60

cat >show.cjs <<'JS'
const { Database } = require('node-sqlite3-wasm');

const database = new Database();
database.run('create table orders(id integer, owner text)');
for (const amount of [9007199254740993n, 2n ** 63n - 1n, 2n ** 63n, 20n * 10n ** 18n, -20n * 10n ** 18n]) {
	const bound = database.get('select ? as amount, typeof(?) as type', [amount, amount]);
	const literal = database.get(`select ${amount} as amount`);
	console.log(`${amount}: ${bound.type} ${bound.amount}, as a literal ${literal.amount}`);
}
database.run('insert into orders values (?, ?)', [5n, 'Ann']);
for (const id of [5n, 2n ** 64n + 5n, 6n]) {
	console.log(`owner of ${id}: ${database.get('select owner from orders where id = ?', [id])?.owner ?? 'none'}`);
}
JS

echo "node-sqlite3-wasm 0.8.60, node $(node --version)"
echo "guess: the number itself, or from the third line on an error or a REAL near it; Ann, none, none"
seen=$(node show.cjs)
echo "$seen"

expected='9007199254740993: integer 9007199254740993, as a literal 9007199254740993
9223372036854775807: integer 9223372036854775807, as a literal 9223372036854775807
9223372036854775808: integer -9223372036854775808, as a literal 9223372036854776000
20000000000000000000: integer 1553255926290448384, as a literal 20000000000000000000
-20000000000000000000: integer -1553255926290448384, as a literal -20000000000000000000
owner of 5: Ann
owner of 18446744073709551621: Ann
owner of 6: none'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
