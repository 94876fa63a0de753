#!/usr/bin/env bash
# In AlaSQL the average of 10, 9 and 100 is 36366.67 when the amounts are text.
#
# Guess:   amounts that JSON holds as text are averaged as numbers, as "where amount > 9" compares them, or refused.
# Fact:    AVG strings the texts together, here 109100, and divides by their number. SUM, MIN and MAX have no result at
#          all, the field is missing. ORDER BY sorts 10, 100, 9. A join finds null equal to null, so rows without an
#          id are matched with each other.
# Cost:    exchanges send prices and amounts as text; a report over such data shows an average that looks like one.
# Version: alasql 4.19.1.
# Source:  SQL-92: AVG is for numbers, and null equals nothing. The package's readme presents it as an SQL database for
#          JavaScript objects.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --omit=optional --legacy-peer-deps \
	--save-exact alasql@4.19.1

cat >show.mjs <<'JS'
import alasql from 'alasql';

const texts = ['10', '9', '100'].map((amount) => ({ amount }));
const numbers = [10, 9, 100].map((amount) => ({ amount }));
const show = (sql, ...tables) => JSON.stringify(alasql(sql, tables));
for (const sql of ['select avg(amount) a from ?', 'select sum(amount) s, min(amount) i, max(amount) x from ?',
	'select * from ? where amount > 9', 'select * from ? order by amount']) {
	console.log(`${sql}: ${show(sql, texts)} (of numbers: ${show(sql, numbers)})`);
}
const join = 'select o.price, f.fee from ? o join ? f on o.id = f.id';
console.log(`${join}: ${show(join, [{ id: null, price: 7 }, { id: 1, price: 8 }], [{ id: null, fee: 1 }])}`);
JS

echo "alasql 4.19.1, node $(node --version)"
echo "guess: the results of numbers twice, and no row of the join"
seen=$(node show.mjs)
echo "$seen"

expected='select avg(amount) a from ?: [{"a":36366.666666666664}] (of numbers: [{"a":39.666666666666664}])
select sum(amount) s, min(amount) i, max(amount) x from ?: [{}] (of numbers: [{"s":119,"i":9,"x":100}])
select * from ? where amount > 9: [{"amount":"10"},{"amount":"100"}] (of numbers: [{"amount":10},{"amount":100}])
select * from ? order by amount: [{"amount":"10"},{"amount":"100"},{"amount":"9"}] (of numbers: [{"amount":9},{"amount":10},{"amount":100}])
select o.price, f.fee from ? o join ? f on o.id = f.id: [{"price":7,"fee":1}]'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
