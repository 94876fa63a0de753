#!/usr/bin/env bash
# After one price is removed from a search tree, the ranks of other prices are wrong, and one rank has no price at all.
#
# Guess:   with enableOrderStatistic, getByRank(k) of a BST is the k-th smallest of its keys, and getRank(key) the
#          number of keys below, whatever was added and deleted before.
# Fact:    in a BST a deletion leaves the counts of the nodes above as they were: the ranks from there on are too
#          high, getByRank answers undefined for one rank and the wrong key for those above. AVLTree and RedBlackTree
#          of the same package are right. In a TreeMultiSet, size counts a price that is there twice as two, and the
#          ranks count it once, so getByRank(size - 1) is undefined; rangeSearch finds it once.
# Cost:    a median price, the position in a queue or a page of a ranking is wrong from the first cancelled order on.
# Version: data-structure-typed 2.6.2.
# Source:  the package's readme: order statistics are there "on any tree-based structure".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact data-structure-typed@2.6.2

cat >show.cjs <<'JS'
const { AVLTree, BST, RedBlackTree, TreeMultiSet } = require('data-structure-typed');

const prices = [50, 30, 70, 20, 40, 60, 80];
for (const Tree of [BST, AVLTree, RedBlackTree]) {
	const tree = new Tree(prices, { enableOrderStatistic: true });
	print(`${Tree.name} of ${tree.size}`, tree);
	tree.delete(20);
	print(`${Tree.name} without 20`, tree);
}
const set = new TreeMultiSet([20, 50, 50, 70], { enableOrderStatistic: true });
const ranks = [0, 1, 2, 3].map(rank => set.getByRank(rank));
console.log(`TreeMultiSet ${set.toArray()}: size ${set.size}, by rank ${ranks}, `
	+ `70 has the rank ${set.getRank(70)}, 40 to 60 ${set.rangeSearch([40, 60])}`);

function print(title, tree) {
	const keys = [...tree.keys()];
	const ranks = keys.map(key => tree.getRank(key));
	console.log(`${title}: ranks ${ranks}, by rank ${keys.map((_, rank) => tree.getByRank(rank))}`);
}
JS

echo "data-structure-typed 2.6.2, node $(node --version)"
echo "guess: ranks 0,1,2,3,4,5, by rank 30,40,50,60,70,80 without 20, three times; by rank 20,50,50,70"
seen=$(node show.cjs)
echo "$seen"

expected='BST of 7: ranks 0,1,2,3,4,5,6, by rank 20,30,40,50,60,70,80
BST without 20: ranks 0,1,3,4,5,6, by rank 30,40,,50,60,70
AVLTree of 7: ranks 0,1,2,3,4,5,6, by rank 20,30,40,50,60,70,80
AVLTree without 20: ranks 0,1,2,3,4,5, by rank 30,40,50,60,70,80
RedBlackTree of 7: ranks 0,1,2,3,4,5,6, by rank 20,30,40,50,60,70,80
RedBlackTree without 20: ranks 0,1,2,3,4,5, by rank 30,40,50,60,70,80
TreeMultiSet 20,50,50,70: size 4, by rank 20,50,70,, 70 has the rank 2, 40 to 60 50'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
