"""What keeps the local stack from running, as one line that says what to do."""


class CannotRun(Exception):
    """The local stack can't do what was asked; the message is for the person at the terminal."""
