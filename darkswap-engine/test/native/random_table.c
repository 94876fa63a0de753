/* A table against an array of flags: the same links, each found once, also where buckets cannot be made. */
#include "random_table.h"

#include "check.h"
#include "checked_arena.h"
#include "hash.h"
#include "random.h"
#include "table.h"

#define IDS 1500
#define ROUNDS 60000
#define RECORDS_PER_BLOCK 3

static struct {
	uint64_t high;
	uint64_t low;
	uint32_t hash;
	uint32_t link;
	bool present;
} ids[IDS];
static struct table table;
static uint32_t present;

static bool is_wanted(uint32_t hash, uint32_t number) {
	/* A third meet in two of 32 buckets, and of these half share a tag with many others. */
	bool meets = (hash & 31) < 2;
	bool shares = (hash >> TABLE_TAG_SHIFT & 0xff) < 4;
	return number % 3 != 0 || (meets && (number % 2 != 0 || shares));
}

static uint32_t record_of(uint32_t number, uint32_t block) {
	uint32_t reference = block + number % RECORDS_PER_BLOCK * (uint32_t)sizeof(struct record);
	struct record *record = DEREF(record, reference);
	record->id_high = ids[number].high;
	record->id_low = ids[number].low;
	return reference;
}

/* Records, and used ids, which are linked by another field. */
static void make_ids(void) {
	uint32_t block = 0;
	for (uint32_t number = 0; number < IDS; number++) {
		do {
			ids[number].high = random_next();
			ids[number].low = random_next();
			ids[number].hash = hash_id(ids[number].high, ids[number].low);
		} while (!is_wanted(ids[number].hash, number));
		block = number % RECORDS_PER_BLOCK == 0 ? checked_allocate_for_good() : block;
		ids[number].link = record_of(number, block) | (random_chance(3) ? USED_ID : 0);
	}
}

static uint32_t const *find(uint32_t number) {
	struct bucket *bucket = table_bucket_of(&table, ids[number].hash);
	return bucket_find(bucket, ids[number].hash, ids[number].high, ids[number].low);
}

static void check_one(uint32_t number) {
	uint32_t const *found = find(number);
	CHECK((found != 0) == ids[number].present, "id %u", number);
	CHECK(found == 0 || *found == ids[number].link, "id %u", number);
}

static void add(uint32_t number) {
	checked_arena_limit(random_chance(2) ? checked_arena_used() + (uint32_t)random_below(2) : UNLIMITED);
	table_add(&table, table_bucket_of(&table, ids[number].hash), ids[number].hash, ids[number].link);
	checked_arena_limit(UNLIMITED);
	checked_arena_was_short();
	ids[number].present = true;
	present++;
}

static void remove_one(uint32_t number) {
	table_remove(&table, ids[number].hash, ids[number].link);
	ids[number].present = false;
	present--;
}

static void check_bucket(struct bucket const *bucket) {
	uint32_t used = bucket_used(bucket);
	CHECK(used <= TABLE_ENTRIES && (bucket->chain == 0 || used == TABLE_ENTRIES), "%u entries, chain %u", used, bucket->chain);
	for (uint32_t entry = 0; entry < TABLE_ENTRIES; entry++) {
		uint64_t tag = bucket->tags >> 8 * entry & 0xff;
		CHECK(tag == (entry < used ? table_tag(bucket->hashes[entry]) : 0), "tag of entry %u", entry);
	}
}

static void check_table(void) {
	uint32_t linked = 0;
	for (uint32_t number = 0; number < table.buckets; number++) {
		struct bucket const *bucket = table_bucket(&table, number);
		struct bucket_walk walk = bucket_walk(bucket);
		check_bucket(bucket);
		while (bucket_next(&walk) != 0) {
			linked++;
		}
	}
	CHECK(linked == present && table.records == present, "%u linked, %u present", linked, present);
	for (uint32_t number = 0; number < IDS; number++) {
		check_one(number);
	}
}

/* In turns the table fills up and empties. */
void random_table_run(void) {
	table = (struct table){ 0 };
	present = 0;
	make_ids();
	CHECK(table_create(&table), "memory");
	for (uint32_t round = 0; round < ROUNDS; round++) {
		uint32_t number = (uint32_t)random_below(IDS);
		bool adds = random_below(10) < (round / 5000 % 2 == 0 ? 8 : 2);
		check_one(number);
		if (ids[number].present && !adds) {
			remove_one(number);
		}
		else if (!ids[number].present && adds) {
			add(number);
		}
		if (round % 1000 == 0) {
			check_table();
		}
	}
	check_table();
	CHECK(table.buckets > IDS / 8, "%u buckets", table.buckets);
}
