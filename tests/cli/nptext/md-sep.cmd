nptext --md --sep "***"
