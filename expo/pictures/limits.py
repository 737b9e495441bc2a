"""What a picture may cost at most; what is larger is refused before it costs more."""

FILE = 20_000_000  # bytes as they come
# Pixels of the whole picture, asked before any of them is decoded; a JPEG is decoded smaller, a WebP needs room twice.
PIXELS = {"JPEG": 50_000_000, "PNG": 30_000_000, "GIF": 20_000_000, "WEBP": 16_000_000}
LONGEST = 8  # times the shorter side
SMALLEST = 16  # pixels of a side
MEMORY = 300_000_000  # address space of the process that reads
SECONDS = 5
