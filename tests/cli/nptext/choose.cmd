nptext -a 2
