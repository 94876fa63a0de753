#!/usr/bin/env bash
# In ethers 6 the ceiling of 1.5 is 1, the floor of -1.5 is -1, and -1 rounds to 0.
#
# Guess:   FixedNumber's ceiling, floor and round do what their names and comments say, as they did in ethers 5.
# Fact:    ceiling and floor compute the shifted value and then use the unshifted one, so both cut toward zero. round
#          adds a half and cuts toward zero, so every negative value is one too high or at zero: -1.0 becomes 0.0 and
#          -0.6 becomes 0.0. Positive floors and positive rounds are right, so the usual test passes.
# Cost:    a fee that is rounded up in the user's disfavour, or a debt that is rounded at all, is off by a whole unit.
#          The upgrade from 5 to 6 changes the numbers without an error.
# Version: ethers 6.17.0, against @ethersproject/bignumber 5.8.0 (ethers 5).
# Source:  the comments on FixedNumber: floor is the largest integer that is not greater, ceiling the smallest that is
#          not less, and round goes to the nearest.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact ethers@6.17.0 @ethersproject/bignumber@5.8.0

cat >show.cjs <<'JS'
const six = require('ethers').FixedNumber;
const five = require('@ethersproject/bignumber').FixedNumber;

for (const value of ['2.0', '1.5', '0.4', '-0.6', '-1.0', '-1.5']) {
	const answers = ['floor', 'ceiling', 'round'].map((name) =>
		`${name} ${five.from(value)[name]()} in 5 and ${six.fromString(value)[name]()} in 6`);
	console.log(`${value}: ${answers.join(', ')}`);
}
JS

echo "ethers 6.17.0, @ethersproject/bignumber 5.8.0, node $(node --version)"
echo "guess: 5 and 6 agree"
seen=$(node show.cjs)
echo "$seen"

expected='2.0: floor 2.0 in 5 and 2.0 in 6, ceiling 2.0 in 5 and 2.0 in 6, round 2.0 in 5 and 2.0 in 6
1.5: floor 1.0 in 5 and 1.0 in 6, ceiling 2.0 in 5 and 1.0 in 6, round 2.0 in 5 and 2.0 in 6
0.4: floor 0.0 in 5 and 0.0 in 6, ceiling 1.0 in 5 and 0.0 in 6, round 0.0 in 5 and 0.0 in 6
-0.6: floor -1.0 in 5 and 0.0 in 6, ceiling 0.0 in 5 and 0.0 in 6, round -1.0 in 5 and 0.0 in 6
-1.0: floor -1.0 in 5 and -1.0 in 6, ceiling -1.0 in 5 and -1.0 in 6, round -1.0 in 5 and 0.0 in 6
-1.5: floor -2.0 in 5 and -1.0 in 6, ceiling -1.0 in 5 and -1.0 in 6, round -1.0 in 5 and -1.0 in 6'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
