#!/usr/bin/env bash
# The capital in the instalments of a loan of 1000 adds up to 1000.02, and that of one of 250000 to 250001.39.
#
# Guess:   the capital in the instalments of a plan adds up to the loan; the last instalment takes the rounding.
# Fact:    the capital of each instalment is rounded to cents by itself, the last one as the others. The rest after the
#          last instalment is 0.00, and the totals, sum less interestSum, give the amount that was lent, so the plan
#          contradicts itself.
# Cost:    a plan that is booked instalment by instalment repays more or less than was lent, and its accounts do not
#          close.
# Version: loanjs 1.1.2.
# Source:  the plan itself: instalment by instalment it lists capital, interest and what remains.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact loanjs@1.1.2

cat >show.cjs <<'JS'
const { Loan } = require('loanjs');

for (const [amount, months, rate, equalCapital] of [[1000, 4, 5, true], [1000, 7, 5, true], [100, 3, 5, true],
		[1000, 12, 5, false], [250000, 360, 4, false]]) {
	const loan = new Loan(amount, months, rate, equalCapital);
	const capital = loan.installments.reduce((sum, { capital }) => sum + capital, 0);
	const lent = loan.sum - loan.interestSum;
	const rest = loan.installments.at(-1).remain;
	console.log(`${amount} in ${months} months: capital ${capital.toFixed(2)}, `
		+ `without interest ${lent.toFixed(2)}, rest ${rest.toFixed(2)}`);
}
JS

echo "loanjs 1.1.2, node $(node --version)"
echo "guess: 1000.00, 1000.00, 100.00, 1000.00 and 250000.00 twice, rest 0.00"
seen=$(node show.cjs)
echo "$seen"

expected='1000 in 4 months: capital 1000.00, without interest 1000.00, rest 0.00
1000 in 7 months: capital 1000.02, without interest 1000.00, rest 0.00
100 in 3 months: capital 99.99, without interest 100.00, rest 0.00
1000 in 12 months: capital 1000.02, without interest 1000.00, rest 0.00
250000 in 360 months: capital 250001.39, without interest 250000.00, rest 0.00'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
