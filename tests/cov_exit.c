/* cov_exit.c - _exit(2) for builds with --coverage: what a worker ran is written down before it ends */
#include <stdlib.h>

void __gcov_dump(void);
_Noreturn void np_cov_exit(int status);

/* Everything that is built so calls it, by -D_exit=np_cov_exit. */
void
np_cov_exit(int status)
{
	__gcov_dump();
	_Exit(status);
}
