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

static void wait_for(pid_t child, char const *name) {
	int status;
	CHECK(waitpid(child, &status, 0) == child, "wait");
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0, "%s failed", name);
}

static void run(struct run const *run, uint64_t seed) {
	struct timespec begin, end;
	clock_gettime(CLOCK_MONOTONIC, &begin);
	pid_t child = fork();
	CHECK(child >= 0, "fork");
	if (child == 0) {
		runs_start(run, seed);
		exit(0);
	}
	wait_for(child, run->name);
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
			run(each, seed);
		}
	}
	return 0;
}
