"""The process that reads one picture from strangers: within limits of memory and time, and with nothing else in hand.

A line of JSON and the bytes come in; a line of JSON and the files, one behind the other, go out.
"""

import json
import resource
import sys

from expo.pictures import limits
from expo.pictures.encoded import Crop, EncodedPicture
from expo.pictures.encoding import encode_file
from expo.pictures.errors import PictureRefusal


def main() -> None:
    confine()
    wanted = sys.stdin.buffer.readline()
    sys.stdout.buffer.write(tell_picture(wanted, sys.stdin.buffer.read()))


def tell_picture(line: bytes, data: bytes) -> bytes:
    """A line of JSON, of the files or why there are none, and the files. `line`: the widths and the crop, as JSON."""
    wanted = json.loads(line)
    crop = Crop(*wanted["crop"]) if wanted["crop"] else None
    try:
        told, files = pack(encode_file(data, tuple(wanted["widths"]), crop))
    except PictureRefusal as refusal:
        told, files = {"refused": refusal.code, "params": refusal.params}, []
    except MemoryError:
        told, files = {"refused": "costly", "params": {}}, []
    return json.dumps(told).encode() + b"\n" + b"".join(files)


def pack(encoded: EncodedPicture) -> tuple[dict, list[bytes]]:
    lengths = [[width, len(data)] for width, data in encoded.files.items()]
    return {"width": encoded.width, "height": encoded.height, "files": lengths}, list(encoded.files.values())


def confine() -> None:
    """Whatever the picture does, this process gets no more memory and no more time, and writes no files."""
    wanted = {resource.RLIMIT_CPU: limits.SECONDS, resource.RLIMIT_FSIZE: 0, resource.RLIMIT_CORE: 0}
    if sys.platform == "linux":
        wanted[resource.RLIMIT_AS] = limits.MEMORY
    for kind, most in wanted.items():
        _soft, hard = resource.getrlimit(kind)
        allowed = most
        if hard != resource.RLIM_INFINITY:
            allowed = min(most, hard)
        resource.setrlimit(kind, (allowed, hard))


if __name__ == "__main__":
    main()
