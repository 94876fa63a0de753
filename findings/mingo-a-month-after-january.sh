#!/usr/bin/env bash
# In mingo one month after January 31 is March 2, the median of 9, 10 and 100 is 100, and a year has a week 54.
#
# Guess:   a MongoDB query that runs over objects in memory gives what the database documents.
# Fact:    $dateAdd and $dateSubtract run over into the next month. $median sorts its numbers as text. $week of
#          2021-01-03 is 54. $bitAnd of 3000000000 and 4294967295 is -1294967296. None of these is refused.
# Cost:    mingo stands in for the database in tests and in browsers. A renewal falls into the wrong month, a median
#          price is the highest, and the numbers of one query differ between page and server.
# Version: mingo 7.2.6.
# Source:  the MongoDB manual: $dateAdd and $dateSubtract adjust to the last day of the month; $week is a number from 0
#          to 53, and the first Sunday begins week 1; $median is the 50th percentile; $bitAnd takes long values.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact mingo@7.2.6

cat >show.mjs <<'JS'
import { Aggregator } from 'mingo';

const date = text => new Date(`${text}T00:00:00Z`);
const next = { $dateAdd: { startDate: date('2024-01-31'), unit: 'month', amount: 1 } };
const previous = { $dateSubtract: { startDate: date('2024-03-31'), unit: 'month', amount: 1 } };
console.log(`a month after 2024-01-31: ${value(next).toISOString().slice(0, 10)}`);
console.log(`a month before 2024-03-31: ${value(previous).toISOString().slice(0, 10)}`);
const weeks = ['2021-01-03', '2021-01-04'].map(text => `${text} in ${value({ $week: date(text) })}`);
console.log(`weeks: ${weeks.join(', ')}`);
console.log(`3000000000 and 4294967295: ${value({ $bitAnd: [3000000000, 4294967295] })}`);
const trades = [{ price: 10 }, { price: 9 }, { price: 100 }];
const median = input => ({ $median: { input, method: 'approximate' } });
const [group] = new Aggregator([{ $group: { _id: null, median: median('$price') } }]).run(trades);
console.log(`median of 10, 9, 100 in a group: ${group.median}, of the array: ${value(median([10, 9, 100]))}`);

function value(expression) {
	return new Aggregator([{ $project: { result: expression } }]).run([{ _id: 1 }])[0].result;
}
JS

echo "mingo 7.2.6, node $(node --version)"
echo "guess: 2024-02-29 twice, week 1 twice, 3000000000, and 10 twice"
seen=$(node show.mjs)
echo "$seen"

expected='a month after 2024-01-31: 2024-03-02
a month before 2024-03-31: 2024-03-02
weeks: 2021-01-03 in 54, 2021-01-04 in 1
3000000000 and 4294967295: -1294967296
median of 10, 9, 100 in a group: 100, of the array: 100'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
