"""Languages: texts in two of them, dates, moments and numbers as they write them, pinyin, and both Chinese scripts."""
