nptext
