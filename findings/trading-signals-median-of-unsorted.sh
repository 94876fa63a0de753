#!/usr/bin/env bash
# trading-signals takes the median from the middle of the list as it stands, not from the sorted list.
#
# Guess:   getMedian(prices), "Middle value of a series", gives the median, and equals getQuartile(prices, 0.5).
# Fact:    getMedian does not sort, so its answer depends on the order of the trades: 5 for 10, 9, 1, 100, whose median is
#          9.5. getQuartile sorts: the two functions of one package disagree. Of one value, getQuartile(.., 0.5) is NaN.
# Cost:    a price that is checked against "the median of the last trades" is checked against two arbitrary trades, and
#          is right in every test whose prices rise.
# Version: trading-signals 8.3.0
# Source:  the package's README, "Utility Methods".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact trading-signals@8.3.0

cat >show.mjs <<'JS'
import { getMedian, getQuartile } from 'trading-signals';

const trades = [10, 9, 1, 100];
const sorted = [...trades].sort((one, other) => one - other);
const median = getMedian(trades), ofSorted = getMedian(sorted);
const quartile = getQuartile(trades, 0.5), single = getQuartile([7], 0.5);
console.log('guess: 9.5 three times, and 7 for the one value');
console.log(`seen:  getMedian ${median}, of the sorted trades ${ofSorted}, getQuartile ${quartile}; of one value ${single}`);
process.exit(median === 5 && ofSorted === 9.5 && quartile === 9.5 && Number.isNaN(single) ? 0 : 1);
JS
echo "trading-signals 8.3.0, Node $(node --version)"
node show.mjs
