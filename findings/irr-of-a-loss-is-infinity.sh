#!/usr/bin/env bash
# The internal rate of return of a loss by half is Infinity in one package, and cannot be found in two more.
#
# Guess:   100 paid and 50 received a year later is a return of -50 percent, as 150 received is one of 50 percent.
# Fact:    financial, a port of NumPy's functions, answers Infinity, which is greater than every other return.
#          @webcarrot/xirr throws, and financejs throws for a loss of 10 percent, too. xirr finds it. A gain is right in
#          all four, and the loss has only one solution: 50 / 100 - 1.
# Cost:    a list of positions that is sorted by return shows the worst on top, or the report fails on the first loss.
# Version: financial 0.2.4, financejs 4.1.0, @webcarrot/xirr 3.0.1, xirr 1.1.0.
# Source:  financial's readme: "the same functionality offered by numpy-financial"; the rate of return is the one at
#          which the net present value is 0. The spreadsheets' IRR and XIRR allow rates above -1.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact financial@0.2.4 financejs@4.1.0 \
	@webcarrot/xirr@3.0.1 xirr@1.1.0

cat >show.js <<'JS'
const { irr } = require('financial');
const { Finance } = require('financejs');
const webcarrot = require('@webcarrot/xirr');
const xirr = require('xirr');

const finance = new Finance();
const years = ['2021-01-01', '2022-01-01', '2023-01-01', '2024-01-01'].map(text => new Date(text));
for (const flows of [[-100, 150], [-100, 90], [-100, 50], [-100, 10, 10, 10]]) {
	const dated = flows.map((amount, year) => ({ amount, date: years[year], when: years[year] }));
	console.log(`${flows}: financial ${percent(() => irr(flows))}, `
		+ `financejs ${percent(() => finance.IRR(...flows) / 100)}, webcarrot ${percent(() => webcarrot.xirr(dated))}, `
		+ `xirr ${percent(() => xirr(dated))}`);
}

function percent(rate) {
	try {
		return `${(rate() * 100).toFixed(1)} %`;
	} catch {
		return 'not found';
	}
}
JS

echo "financial 0.2.4, financejs 4.1.0, @webcarrot/xirr 3.0.1, xirr 1.1.0, node $(node --version)"
echo "guess: 50.0, -10.0, -50.0 and about -42 percent in each column"
seen=$(node show.js)
echo "$seen"

expected='-100,150: financial 50.0 %, financejs 50.0 %, webcarrot 50.0 %, xirr 50.0 %
-100,90: financial -10.0 %, financejs not found, webcarrot -10.0 %, xirr -10.0 %
-100,50: financial Infinity %, financejs not found, webcarrot not found, xirr -50.0 %
-100,10,10,10: financial Infinity %, financejs not found, webcarrot not found, xirr -42.4 %'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
