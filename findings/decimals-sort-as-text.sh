#!/usr/bin/env bash
# For five packages that sort 100 is less than 9 when prices are exact decimals; one finds an average of 2277.3775.
#
# Guess:   a heap or a sort with its default order orders decimals by value, as it does numbers, or refuses them.
# Fact:    valueOf of Decimal, BigNumber and Big returns a text, so < compares texts: 10, 100, 9, 9.5. d3-array, lodash,
#          tinyqueue, heap-js and fast-sort all compare with < or >. The maximum of the four is 9.5. d3's sum is right;
#          lodash strings them together, and its mean of 9, 10, 9.5 and 100 divides 9109.5100 by 4. One satoshi,
#          0.00000001, is the text 1e-8, which is not less than 0.5.
# Cost:    the best price of a book, the next order of a queue and the axis of a chart are wrong once a price passes
#          from 99 to 100, and only in the code that uses exact numbers.
# Version: decimal.js 10.6.0, bignumber.js 11.1.5, big.js 7.0.1 with d3-array 3.2.5, lodash 4.18.1, tinyqueue 3.0.0,
#          heap-js 2.7.1, fast-sort 3.4.1.
# Source:  bignumber.js declares "valueOf(): string"; big.js only throws at valueOf in its strict mode, which is off by
#          default.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact decimal.js@10.6.0 bignumber.js@11.1.5 \
	big.js@7.0.1 d3-array@3.2.5 lodash@4.18.1 tinyqueue@3.0.0 heap-js@2.7.1 fast-sort@3.4.1

cat >show.mjs <<'JS'
import Big from 'big.js';
import BigNumber from 'bignumber.js';
import { extent, sort, sum } from 'd3-array';
import { Decimal } from 'decimal.js';
import { sort as fastSort } from 'fast-sort';
import { Heap } from 'heap-js';
import lodash from 'lodash';
import TinyQueue from 'tinyqueue';

for (const [name, Type] of [['Number', Number], ['Decimal', Decimal], ['BigNumber', BigNumber], ['Big', Big]]) {
	const number = text => (Type === Number) ? Number(text) : new Type(text);
	const prices = ['9', '10', '9.5', '100'].map(number);
	const queue = new TinyQueue([...prices]);
	const heap = new Heap();
	heap.init([...prices]);
	console.log(`${name}, d3-array: ${sort(prices).join(' ')}, sum ${sum(prices)}`);
	console.log(`${name}, d3-array: range ${extent(prices).join(' to ')}`);
	console.log(`${name}, lodash: ${lodash.sortBy(prices).join(' ')}, max ${lodash.max(prices)}`);
	console.log(`${name}, lodash: mean ${lodash.mean(prices)}`);
	console.log(`${name}, fast-sort: ${fastSort(prices).asc().join(' ')}`);
	console.log(`${name}, next of tinyqueue ${queue.pop()}, of heap-js ${heap.pop()}`);
	console.log(`${name}: 0.00000001 < 0.5 is ${number('0.00000001') < number('0.5')}`);
}
JS

echo "decimal.js 10.6.0, bignumber.js 11.1.5, big.js 7.0.1, d3-array 3.2.5, lodash 4.18.1, tinyqueue 3.0.0, \
heap-js 2.7.1, fast-sort 3.4.1, node $(node --version)"
echo "guess: the lines of Decimal, BigNumber and Big are those of Number"
seen=$(node show.mjs)
echo "$seen"

expected='Number, d3-array: 9 9.5 10 100, sum 128.5
Number, d3-array: range 9 to 100
Number, lodash: 9 9.5 10 100, max 100
Number, lodash: mean 32.125
Number, fast-sort: 9 9.5 10 100
Number, next of tinyqueue 9, of heap-js 9
Number: 0.00000001 < 0.5 is true
Decimal, d3-array: 10 100 9 9.5, sum 128.5
Decimal, d3-array: range 10 to 9.5
Decimal, lodash: 10 100 9 9.5, max 9.5
Decimal, lodash: mean 2277.3775
Decimal, fast-sort: 10 100 9 9.5
Decimal, next of tinyqueue 10, of heap-js 10
Decimal: 0.00000001 < 0.5 is false
BigNumber, d3-array: 10 100 9 9.5, sum 128.5
BigNumber, d3-array: range 10 to 9.5
BigNumber, lodash: 10 100 9 9.5, max 9.5
BigNumber, lodash: mean 2277.3775
BigNumber, fast-sort: 10 100 9 9.5
BigNumber, next of tinyqueue 10, of heap-js 10
BigNumber: 0.00000001 < 0.5 is false
Big, d3-array: 10 100 9 9.5, sum 128.5
Big, d3-array: range 10 to 9.5
Big, lodash: 10 100 9 9.5, max 9.5
Big, lodash: mean 2277.3775
Big, fast-sort: 10 100 9 9.5
Big, next of tinyqueue 10, of heap-js 10
Big: 0.00000001 < 0.5 is false'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
