/* tool_true - nothing: what it takes to start a program that is linked as the tools are */
int
main(void)
{
	return 0;
}
