/*
 * tool_time - how long a command takes and how much memory it has at most
 *
 *	tool_time -o FILE command [argument ...]
 *
 * Writes "seconds KiB" into FILE and ends with the command's status.  What time(1) of GNU
 * does with -f '%e %M'; not every system has that.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int
main(int argc, char *argv[])
{
	struct timespec before, after;
	struct rusage used;
	int status;
	if (argc < 4 || strcmp(argv[1], "-o") != 0) {
		fprintf(stderr, "usage: tool_time -o FILE command [argument ...]\n");
		return 2;
	}
	clock_gettime(CLOCK_MONOTONIC, &before);
	pid_t child = fork();
	if (child == 0) {
		execvp(argv[3], argv + 3);
		perror(argv[3]);
		_exit(127);
	}
	if (child == -1 || waitpid(child, &status, 0) != child) {
		perror("tool_time");
		return 2;
	}
	clock_gettime(CLOCK_MONOTONIC, &after);
	getrusage(RUSAGE_CHILDREN, &used);
	FILE *file = fopen(argv[2], "w");
	if (file == NULL) {
		perror(argv[2]);
		return 2;
	}
	fprintf(file, "%.4f %ld\n",
	    (double)(after.tv_sec - before.tv_sec) + (double)(after.tv_nsec - before.tv_nsec) / 1e9,
	    used.ru_maxrss);
	fclose(file);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
