nptext --sep "=====\n"
