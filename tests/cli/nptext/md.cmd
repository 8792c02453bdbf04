nptext --md
