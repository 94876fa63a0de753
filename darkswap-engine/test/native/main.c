/*
 * Runs the engine natively under sanitizers. An engine is created once in a process, so each run is a
 * process of its own; the seed that is printed reproduces them all.
 */
#define _GNU_SOURCE
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "check.h"
#include "runs.h"

#define SECONDS_MAX 300

/* Runs in a process of its own; returns the engine's digest at the end. */
static uint64_t run_once(struct run const *run, uint64_t seed, uint32_t variant) {
	int ends[2];
	CHECK(pipe(ends) == 0, "pipe");
	pid_t child = fork();
	CHECK(child >= 0, "fork");
	if (child == 0) {
		/* A wake-up that is lost must not hang the process that waits for the result. */
		alarm(SECONDS_MAX);
		uint64_t digest = runs_start(run, seed, variant);
		exit(write(ends[1], &digest, sizeof digest) == sizeof digest ? 0 : 1);
	}
	close(ends[1]);
	uint64_t digest = 0;
	bool answered = read(ends[0], &digest, sizeof digest) == sizeof digest;
	close(ends[0]);
	int status;
	CHECK(waitpid(child, &status, 0) == child, "wait");
	CHECK(answered && WIFEXITED(status) && WEXITSTATUS(status) == 0, "%s failed", run->name);
	return digest;
}

static void run_all_of(struct run const *run, uint64_t seed) {
	struct timespec begin, end;
	clock_gettime(CLOCK_MONOTONIC, &begin);
	uint64_t digest = run_once(run, seed, 0);
	for (uint32_t variant = 1; variant < run->variants; variant++) {
		uint64_t again = run_once(run, seed, variant);
		CHECK(digest == again, "%s: the same commands gave another digest in way %u", run->name, variant);
	}
	clock_gettime(CLOCK_MONOTONIC, &end);
	printf("%5.1f s  %s\n", (double)(end.tv_sec - begin.tv_sec) + (double)(end.tv_nsec - begin.tv_nsec) / 1e9,
			run->name);
	fflush(stdout);
}

int main(int count, char **arguments) {
	uint64_t seed = count > 1 && *arguments[1] ? strtoull(arguments[1], 0, 10) : (uint64_t)time(0);
	char const *only = count > 2 ? arguments[2] : "";
	printf("seed %llu\n", (unsigned long long)seed);
	fflush(stdout);
	for (struct run const *each = runs; each->name != 0; each++) {
		if (*only == 0 || strstr(each->name, only) != 0) {
			run_all_of(each, seed);
		}
	}
	return 0;
}
