"""Put this folder on `PYTHONPATH`, and no process of Python asks anything of a network, nor can it be made to."""

import sys

ASKING = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.sendmsg")


def refuse(event: str, values: tuple[object, ...]) -> None:
    """Raise where a socket is used."""
    if event in ASKING:
        raise PermissionError(f"there is no network here: {event} {values[1:]}")


sys.addaudithook(refuse)
