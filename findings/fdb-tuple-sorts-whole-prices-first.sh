#!/usr/bin/env bash
# In fdb-tuple's keys every whole price sorts before every price with a fraction: 100 before -0.5.
#
# Guess:   the packed keys of 10, 2.5, 100 and -0.5 are in the order of the numbers, which is what the tuple layer is
#          for.
# Fact:    JavaScript has one type of number. The package packs those that are whole as integers and the others as
#          doubles, and FoundationDB sorts the two types apart. Among whole numbers, and among fractions, the order is
#          right.
# Cost:    a range read "all prices below 3" returns 100 and not 2.5. A book of whole prices in a test is in order.
# Version: fdb-tuple 1.0.0.
# Source:  FoundationDB, "Tuple layer": the order of tuples is kept; its specification gives integers and doubles codes
#          of their own. Python's and Java's callers choose the type of each value, JavaScript's cannot.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact fdb-tuple@1.0.0

cat >show.mjs <<'JS'
import tuple from 'fdb-tuple';

const prices = [10, 2.5, 100, -0.5, 9, -7, 0.00000001];
const byKey = [...prices].sort((left, right) => Buffer.compare(tuple.pack(['BTC', left]), tuple.pack(['BTC', right])));
console.log(`by key: ${byKey.join(' ')}`);
console.log(`by number: ${[...prices].sort((left, right) => left - right).join(' ')}`);
const limit = tuple.pack(['BTC', 3]);
const below = prices.filter(price => Buffer.compare(tuple.pack(['BTC', price]), limit) < 0);
console.log(`keys below that of 3: ${below.join(' ')}`);
const above = prices.filter(price => Buffer.compare(tuple.pack(['BTC', price]), limit) > 0);
console.log(`keys above that of 3: ${above.join(' ')}`);
JS

echo "fdb-tuple 1.0.0, node $(node --version)"
echo "guess: both orders are the same; below 3 are 2.5, -0.5, -7 and 1e-8"
seen=$(node show.mjs)
echo "$seen"

expected='by key: -7 9 10 100 -0.5 1e-8 2.5
by number: -7 -0.5 1e-8 2.5 9 10 100
keys below that of 3: -7
keys above that of 3: 10 2.5 100 -0.5 9 1e-8'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
