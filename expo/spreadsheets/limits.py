"""What a file may cost at most; what is larger is refused before it costs more."""

FILE = 20_000_000  # bytes as they come
INFLATED = 120_000_000  # bytes of all parts of a workbook together
PARTS = 2_000
ROWS = 100_000  # a row with contents may stand no further down
COLUMNS = 256  # a cell with contents may stand no further to the right
CELLS = 1_500_000
CELL = 32_767  # characters in a cell, as spreadsheets have it
TEXT = 40_000_000  # characters in all cells together
SHEETS = 60
MEMORY = 280_000_000  # address space of the process that reads
SECONDS = 25
